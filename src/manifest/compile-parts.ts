import type { Call, CallKind } from '../communication/call.ts';
import { compileCall } from '../communication/compile.ts';
import { withEpoch } from '../communication/epoch.ts';
import { ConnectorError } from '../core/errors.ts';
import { isCollection, ownValue } from '../core/json.ts';
import type { Problem } from '../core/source.ts';
import type { Field } from '../forms/field.ts';
import { compileForm, type Form } from '../forms/form.ts';
import type { OwnFunctions } from '../iml/evaluation.ts';
import { compileTemplate, type Template } from '../iml/template.ts';
import { ownFunctions } from '../scripts/own-functions.ts';
import { textAt } from './component.ts';
import { inFile } from './locate.ts';
import type { PhaseSource } from './oauth-flow.ts';
import type { AppSource } from './app-source.ts';
import type { SourceFile } from './source-file.ts';

/** Compiles parts of files by their key; what goes wrong becomes a problem of the file. */
export interface PartCompiler {
  /** The form of one part; empty when the part is absent or does not compile. */
  form(file: SourceFile, key: string): Form;
  /** Several forms as one; their own problems are those of the single forms. */
  joinedForm(file: SourceFile, keys: readonly string[]): Form;
  /** The call of one part; undefined when the part is absent or does not compile. */
  call(file: SourceFile, key: string, kind: CallKind): Call | undefined;
  /** The app's own functions. */
  readonly functions: OwnFunctions;
  /** The call that lists what a polling trigger may start from; undefined when the module has no epoch. */
  epoch(file: SourceFile): Call | undefined;
  /** One phase of a connection that is written by phase. */
  phase(file: SourceFile, source: PhaseSource): Call | undefined;
  /** The template of one part; undefined when the part is absent or does not compile. */
  template(file: SourceFile, key: string): Template | undefined;
  /** Runs a compiler whose problems point below `pointer`. */
  attempt<Part>(file: SourceFile, pointer: string, compile: () => Part): Part | undefined;
}

/** Where the manifest holds what requests inherit; no component has a key of this name. */
const BASE = '/base';

/** A compiler for the parts of one app that adds everything it finds to `problems`. */
export function createPartCompiler(source: AppSource, problems: Problem[]): PartCompiler {
  const base: unknown = ownValue(source.manifest?.json, 'base');
  const functions = ownFunctions({ label: textOrName(source), functions: source.functions });
  const parts: PartCompiler = {
    functions,
    attempt(file, pointer, compile) {
      const outcome = outcomeOf(compile);
      if ('part' in outcome) return outcome.part;
      problems.push(...problemsIn(outcome.error, pointer).map((problem) => placed(problem, file, source.manifest)));
      return undefined;
    },
    form: (file, key) => parts.attempt(file, '', () => compileForm(fieldsAt(file, key), `/${key}`)) ?? compileForm([]),
    joinedForm(file, keys) {
      const outcome = outcomeOf(() => compileForm(keys.flatMap((key) => fieldsAt(file, key))));
      return 'part' in outcome ? outcome.part : compileForm([]);
    },
    call(file, key, kind) {
      const raw = ownValue(file.json, key);
      if (!isCollection(raw) && !Array.isArray(raw)) return undefined;
      const options = { kind, base, functions, pointer: `/${key}`, basePointer: BASE };
      return parts.attempt(file, '', () => compileCall(raw, options));
    },
    epoch(file) {
      const raw = withEpoch(ownValue(file.json, 'communication'), ownValue(file.json, 'epoch'));
      if (raw === undefined) return undefined;
      const options = { kind: 'module', base, functions, pointer: '/communication', basePointer: BASE } as const;
      return parts.attempt(file, '', () => compileCall(raw, options));
    },
    phase: (file, { raw, pointer, before }) =>
      parts.attempt(file, '', () => compileCall(raw, { kind: 'connection', functions, pointer, before })),
    template(file, key) {
      const text = textAt(file, key);
      if (text === undefined) return undefined;
      return parts.attempt(file, `/${key}`, () => compileTemplate(text, { mode: 'app', functions }));
    },
  };
  return parts;
}

/** What errors call the app. */
function textOrName({ manifest }: AppSource): string {
  return manifest === undefined ? '' : (textAt(manifest, 'label') ?? textAt(manifest, 'name') ?? '');
}

/** The fields of a part as written; an address in place of the list stands for one unknown field. */
function fieldsAt(file: SourceFile, key: string): readonly Field[] {
  const fields: unknown = ownValue(file.json, key) ?? [];
  return (Array.isArray(fields) ? fields : [fields]) as readonly Field[];
}

type Outcome<Part> = { readonly part: Part } | { readonly error: ConnectorError };

function outcomeOf<Part>(compile: () => Part): Outcome<Part> {
  try {
    return { part: compile() };
  } catch (error) {
    if (error instanceof ConnectorError) return { error };
    throw error;
  }
}

function problemsIn(error: ConnectorError, pointer: string): Problem[] {
  if (error.problems.length === 0) {
    return [{ pointer, severity: 'error', code: 'MANIFEST_INVALID', message: error.message, fix: error.fix }];
  }
  return error.problems.map((problem) => ({ ...problem, pointer: pointer + problem.pointer }));
}

/** Findings of the compilers that are about a key, whatever its value. */
const ABOUT_KEYS = new Set(['UNKNOWN_DIRECTIVE']);

/** A problem where it is written: in the file of the component, or in the base of the manifest it was inherited from. */
function placed(problem: Problem, file: SourceFile, manifest: SourceFile | undefined): Problem {
  const inherited = manifest !== undefined && (problem.pointer === BASE || problem.pointer.startsWith(`${BASE}/`));
  return inFile(problem, inherited ? manifest : file, { key: ABOUT_KEYS.has(problem.code) });
}
