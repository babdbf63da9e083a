import { isCollection, type Collection } from '../../core/json.ts';
import type { Problem } from '../../core/source.ts';
import type { Field } from '../../forms/field.ts';
import { compileForm, type Form } from '../../forms/form.ts';
import { BUILT_INS } from '../builtins/index.ts';
import type { FoundModule } from './find-module.ts';

/** Mandatory inputs of a module that are neither filled in nor mapped: it would fail with every bundle. */
export function requiredInputProblems(found: FoundModule, raw: Collection, pointer: string): readonly Problem[] {
  const inputs = inputsOf(found);
  const mapper = raw['mapper'] ?? {};
  // What a text or a key with an expression in it brings along is known only in a run.
  if (inputs === undefined || !isCollection(mapper) || Object.keys(mapper).some((key) => key.includes('{{'))) return [];
  const parameters = isCollection(raw['parameters']) ? raw['parameters'] : {};
  return inputs.form
    .accept({ ...parameters, ...mapper })
    .problems.filter(({ code }) => code === 'FIELD_REQUIRED')
    .map((problem) => {
      const name = problem.pointer.split('/')[1] ?? '';
      const place = inputs.fixed.has(name) ? 'parameters' : 'mapper';
      return { ...problem, pointer: `${pointer}/${place}${problem.pointer}` };
    });
}

interface Inputs {
  readonly form: Form;
  /** Names of the inputs that are kept in `parameters`. */
  readonly fixed: ReadonlySet<string>;
}

function inputsOf(found: FoundModule): Inputs | undefined {
  if (found.type === 'built-in') return INPUTS.get(found.builtIn.name);
  if (found.type === 'unknown') return undefined;
  const { form, parameters } = found.module;
  return { form, fixed: namesOf(parameters.fields) };
}

/** The source of an aggregator is looked for by the compilation itself. */
const INPUTS: ReadonlyMap<string, Inputs> = new Map(
  [...BUILT_INS.values()].map(({ name, parameters = [], mappable = [] }) => {
    const own = [...parameters, ...mappable].filter((field) => field.in === undefined && field.semantic !== 'module');
    return [name, { form: compileForm(own), fixed: namesOf(parameters) }];
  }),
);

function namesOf(fields: readonly Field[]): ReadonlySet<string> {
  return new Set(fields.map(({ name }) => name));
}
