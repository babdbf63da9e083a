import { ConnectorError } from '../core/errors.ts';
import { pointerTo, type Problem } from '../core/source.ts';
import { didYouMean } from '../core/suggest.ts';
import type { OwnFunctions } from '../iml/evaluation.ts';
import { compileExpression, compileTemplate, type Expression, type Template } from '../iml/template.ts';
import { compileValue, type CompiledValue } from '../iml/value.ts';
import type { CallKind } from './call.ts';
import type { CompileContext } from './directive.ts';
import { locate, type RequestSource } from './merge.ts';
import type { Trust } from './trust.ts';

/** What all directives of a call share while it is compiled. */
export interface Compilation {
  readonly kind: CallKind;
  readonly trust: Trust;
  readonly functions: OwnFunctions | undefined;
  /** Whether unknown keys are findings. */
  readonly strict: boolean;
  readonly problems: Problem[];
}

/** The context of one directive whose value stands at `pointer` in the request. */
export function createCompileContext(shared: Compilation, source: RequestSource, pointer: string): CompileContext {
  const options = { mode: 'app' as const, ...(shared.functions && { functions: shared.functions }) };
  const context: CompileContext = {
    kind: shared.kind,
    request: source.raw,
    trust: shared.trust,
    layers: (name) => source.layers[name],
    template: (text, at = '') => collecting(at, EMPTY_TEMPLATE, () => compileTemplate(text, options)),
    expression: (text, at = '') => collecting(at, EMPTY_EXPRESSION, () => compileExpression(text, options)),
    value: (raw, at = '') => collecting(at, EMPTY_VALUE, () => compileValue(raw, options)),
    report({ at = '', ...finding }) {
      add({ severity: 'error', pointer: locate(source, pointer + at), ...finding });
    },
    checkKeys(raw, known, at = '') {
      for (const key of Object.keys(raw)) {
        if (shared.strict && !known.includes(key)) context.report(unknownKey(key, known, at));
      }
    },
  };
  return context;

  function collecting<T>(at: string, otherwise: T, compile: () => T): T {
    try {
      return compile();
    } catch (error) {
      if (!(error instanceof ConnectorError) || error.name !== 'ExpressionError') throw error;
      for (const problem of problemsOf(error)) {
        add({ ...problem, pointer: locate(source, pointer + at + problem.pointer) });
      }
      return otherwise;
    }
  }

  /** The pages after the first share most directives with their parent, and so their findings. */
  function add(problem: Problem): void {
    const known = shared.problems.some(
      (other) => other.pointer === problem.pointer && other.code === problem.code && other.message === problem.message,
    );
    if (!known) shared.problems.push(problem);
  }
}

function problemsOf(error: ConnectorError): readonly Problem[] {
  if (error.problems.length > 0) return error.problems;
  return [{ pointer: '', severity: 'error', code: 'IML_SYNTAX', message: error.message, fix: error.fix }];
}

function unknownKey(key: string, known: readonly string[], at: string): Parameters<CompileContext['report']>[0] {
  return {
    at: pointerTo(at, key),
    code: 'UNKNOWN_DIRECTIVE',
    message: `"${key}" is not known here.${didYouMean(key, known)}`,
    fix: `Use one of: ${known.join(', ')}.`,
  };
}

const NOTHING: ReadonlySet<string> = new Set();
const EMPTY_EXPRESSION: Expression = {
  source: '',
  roots: NOTHING,
  calls: NOTHING,
  paths: [],
  evaluate: () => undefined,
};
const EMPTY_TEMPLATE: Template = {
  source: '',
  parts: [],
  isStatic: true,
  roots: NOTHING,
  calls: NOTHING,
  evaluate: () => '',
};
const EMPTY_VALUE: CompiledValue = { isStatic: true, roots: NOTHING, calls: NOTHING, evaluate: () => undefined };
