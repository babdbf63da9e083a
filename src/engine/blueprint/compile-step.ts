import { isCollection, ownValue, type Collection } from '../../core/json.ts';
import type { Field } from '../../forms/field.ts';
import { textOf } from '../../iml/coerce.ts';
import { connectionOfPart } from '../../manifest/secrets.ts';
import { appRole, isIdempotent, mayWrite } from './app-role.ts';
import type { Compiler, StepSource } from './compile-flow.ts';
import { disabledStep, isDisabled } from './disabled-step.ts';
import { compileFilter } from '../filter/filter.ts';
import { findModule, type FoundModule } from './find-module.ts';
import { compileMapping } from './mapping.ts';
import { failingRole } from './placeholder.ts';
import { requiredInputProblems } from './required-inputs.ts';
import { referenceProblems, suspectReferences } from './references.ts';
import type { Role, Step } from './step.ts';
import { structureOf } from './structure.ts';

/** Compiles one module with its filter, its error handler and the flows inside it. */
export function compileStep(source: StepSource, compiler: Compiler): Step {
  const { id, raw, pointer, upstream, next } = source;
  const { findings } = compiler;
  const module = typeof raw['module'] === 'string' ? raw['module'] : '';
  const found = findModule(module, compiler.apps);
  const label = labelOf(raw, found, module);
  if (source.isOff === true || isDisabled(raw)) return disabledStep(source, { module, label }, compiler);
  const role = structureOf(source, module, compiler) ?? roleOf(found, source, compiler);
  const handler: unknown = raw['onerror'];
  const onError = hasSteps(handler)
    ? compiler.compileFlow({
        raw: handler,
        pointer: `${pointer}/onerror`,
        upstream: new Map([...upstream, [id, undefined]]),
      })
    : undefined;
  const suspects = suspectReferences(raw['mapper'], `${pointer}/mapper`, upstream);
  findings.problems.push(
    ...referenceProblems(suspects, upstream, compiler.isStrict),
    ...requiredInputProblems(found, raw, pointer),
  );
  const filter = compileFilter(raw['filter'], `${pointer}/filter`, findings);
  const step: Step = {
    id,
    module,
    label,
    pointer,
    isWrite: isWrite(found, raw),
    idempotent: found.type === 'app' && isIdempotent(found.module),
    ...connectionOf(found, raw),
    ...(filter !== undefined && { filter }),
    mapping: compileMapping(
      {
        parameters: parametersOf(raw),
        mapper: raw['mapper'],
        fields: fieldsOf(found),
        label,
        pointer: `${pointer}/mapper`,
        suspects,
      },
      findings,
    ),
    role,
    ...(onError !== undefined && { onError }),
    aggregators: compiler.claim(id),
    ...(next !== undefined && { next }),
  };
  if (role.type === 'aggregator') compiler.await(role.feeder, step);
  compiler.steps.push(step);
  return step;
}

/** Static parameters; none when they are absent. */
export function parametersOf(raw: Collection): Collection {
  const parameters = raw['parameters'];
  return isCollection(parameters) ? parameters : {};
}

function roleOf(found: FoundModule, { raw, pointer, upstream }: StepSource, { findings }: Compiler): Role {
  if (found.type === 'unknown') {
    const { message, fix } = found;
    findings.problems.push({ pointer: `${pointer}/module`, severity: 'error', code: 'UNKNOWN_MODULE', message, fix });
    return failingRole(message, fix);
  }
  if (found.type === 'app') {
    const isFirst = upstream.size === 0;
    return appRole(found, { raw, pointer, isFirst }, findings);
  }
  const flags = raw['flags'];
  return found.builtIn.role({
    raw,
    parameters: parametersOf(raw),
    mapper: raw['mapper'],
    flags: isCollection(flags) ? flags : {},
    pointer,
    findings,
  });
}

function hasSteps(flow: unknown): boolean {
  return Array.isArray(flow) && flow.length > 0;
}

/** What people called a module, or the label it comes with. */
export function labelOf(raw: Collection, found: FoundModule, module: string): string {
  const name = ownValue(ownValue(raw['metadata'], 'designer'), 'name');
  if (typeof name === 'string' && name.trim() !== '') return name;
  if (found.type === 'app') return found.module.label;
  return found.type === 'built-in' ? found.builtIn.label : module;
}

function fieldsOf(found: FoundModule): readonly Field[] {
  return found.type === 'app' ? found.module.form.fields : [];
}

/** A request with a fixed reading method changes nothing. */
function isWrite(found: FoundModule, raw: Collection): boolean {
  const method = ownValue(raw['mapper'], 'method');
  const onlyReads = typeof method === 'string' && /^(?:get|head|options)$/i.test(method);
  if (found.type === 'app') return mayWrite(found.module) && !(onlyReads && found.module.moduleType === 'universal');
  return found.type === 'built-in' && found.builtIn.isWrite === true && !onlyReads;
}

function connectionOf(found: FoundModule, raw: Collection): Pick<Step, 'connectionId' | 'connection'> {
  const id = parametersOf(raw)['__IMTCONN__'];
  if (id === undefined || id === null || id === '') return {};
  const connectionId = textOf(id);
  const connection = found.type === 'app' ? connectionOfPart(found.app, found.module) : undefined;
  return { connectionId, ...(connection !== undefined && { connection }) };
}
