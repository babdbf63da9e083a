import { ConnectorError } from '../core/errors.ts';
import { isCollection, setOwn, type Collection } from '../core/json.ts';
import { pointerTo, type Problem } from '../core/source.ts';
import { textOf } from './coerce.ts';
import type { Evaluation } from './evaluation.ts';
import { expressionError } from './problem.ts';
import { compileTemplate, type CompileOptions, type Template } from './template.ts';

/** Any JSON with expressions in its texts and keys, compiled. */
export interface CompiledValue {
  /** No expression anywhere: `evaluate` returns the same value each time; do not change it. */
  readonly isStatic: boolean;
  readonly roots: ReadonlySet<string>;
  readonly calls: ReadonlySet<string>;
  /** The value: undefined members are left out of collections, undefined elements of arrays become null. */
  evaluate(evaluation: Evaluation): unknown;
}

/** How a value is compiled. */
export interface ValueOptions extends CompileOptions {
  /** JSON pointer of the value in its file; the problems found point below it. */
  readonly pointer?: string;
}

/** Deepest nesting of a value. */
const DEEPEST = 256;

/**
 * Compiles every text and key of `raw`. The key `{{...}}` spreads the collection its value yields into the surrounding
 * one, at its place; later keys win.
 * @throws ConnectorError `ExpressionError` with all problems, each with its JSON pointer.
 */
export function compileValue(raw: unknown, options: ValueOptions): CompiledValue {
  const { pointer = '', ...template } = options;
  const compiler: Compiler = { template, problems: [] };
  const compiled = compileAny(raw, { pointer, depth: 0 }, compiler);
  if (compiler.problems.length > 0) throw expressionError(compiler.problems);
  return compiled;
}

interface Compiler {
  readonly template: CompileOptions;
  readonly problems: Problem[];
}

interface Location {
  readonly pointer: string;
  readonly depth: number;
}

interface Member {
  readonly key: Template | undefined;
  readonly value: CompiledValue;
}

const SPREAD_KEY = /^\{\{\s*\.\.\.\s*\}\}$/;

function compileAny(raw: unknown, location: Location, compiler: Compiler): CompiledValue {
  if (location.depth > DEEPEST) return tooDeep(location, compiler);
  if (typeof raw === 'string') return templateOf(raw, location, compiler);
  if (Array.isArray(raw)) return compileArray(raw, location, compiler);
  return isCollection(raw) ? compileCollection(raw, location, compiler) : constant(raw);
}

function compileArray(raw: readonly unknown[], location: Location, compiler: Compiler): CompiledValue {
  const elements = raw.map((element, index) => compileAny(element, inside(location, index), compiler));
  const build = (evaluation: Evaluation): unknown => elements.map((element) => element.evaluate(evaluation) ?? null);
  return combine(elements, build);
}

function compileCollection(raw: Collection, location: Location, compiler: Compiler): CompiledValue {
  const members = Object.entries(raw).map(([key, value]): Member => {
    const here = inside(location, key);
    return {
      key: SPREAD_KEY.test(key) ? undefined : templateOf(key, here, compiler),
      value: compileAny(value, here, compiler),
    };
  });
  const build = (evaluation: Evaluation): unknown => {
    const result: Collection = {};
    for (const member of members) place(result, member, evaluation);
    return result;
  };
  return combine(
    members.flatMap(({ key, value }) => (key === undefined ? [value] : [key, value])),
    build,
  );
}

function place(result: Collection, member: Member, evaluation: Evaluation): void {
  const value = member.value.evaluate(evaluation);
  if (member.key !== undefined) {
    if (value !== undefined) setOwn(result, textOf(member.key.evaluate(evaluation)), value);
    return;
  }
  if (!isCollection(value)) return;
  for (const [key, inner] of Object.entries(value)) if (inner !== undefined) setOwn(result, key, inner);
}

function templateOf(source: string, location: Location, compiler: Compiler): Template {
  try {
    return compileTemplate(source, compiler.template);
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error;
    compiler.problems.push(...error.problems.map((problem) => ({ ...problem, pointer: location.pointer })));
    return compileTemplate('', compiler.template);
  }
}

function combine(
  parts: readonly Pick<CompiledValue, 'isStatic' | 'roots' | 'calls'>[],
  build: CompiledValue['evaluate'],
): CompiledValue {
  const roots = new Set(parts.flatMap((part) => [...part.roots]));
  const calls = new Set(parts.flatMap((part) => [...part.calls]));
  const isStatic = parts.every((part) => part.isStatic);
  return { isStatic, roots, calls, evaluate: isStatic ? once(build) : build };
}

/** Static parts read nothing of the evaluation, so the first result serves every other one. */
function once(build: CompiledValue['evaluate']): CompiledValue['evaluate'] {
  let built: { readonly value: unknown } | undefined;
  return (evaluation) => (built ??= { value: build(evaluation) }).value;
}

function constant(value: unknown): CompiledValue {
  return { isStatic: true, roots: new Set(), calls: new Set(), evaluate: () => value };
}

function tooDeep(location: Location, compiler: Compiler): CompiledValue {
  compiler.problems.push({
    pointer: location.pointer,
    severity: 'error',
    code: 'IML_TOO_DEEP',
    message: `The value is nested deeper than ${DEEPEST} levels.`,
    fix: 'Flatten the value.',
  });
  return constant(undefined);
}

function inside(location: Location, segment: string | number): Location {
  return { pointer: pointerTo(location.pointer, segment), depth: location.depth + 1 };
}
