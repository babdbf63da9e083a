import type { Blueprint, Condition, Step, StepFilter } from './blueprint.ts';
import { handlerOf } from './error-handler.ts';
import { storedFilter } from './filter-model.ts';
import { numberOf, stepAt, type StepPath } from './step-path.ts';
import { setFilter } from './step-settings.ts';

/** A type of error a module can fail with. */
export interface ErrorType {
  readonly name: string;
  /** What it means, in a few words. */
  readonly meaning: string;
}

/** The errors an error handler can be limited to, the frequent ones first. */
export const ERROR_TYPES: readonly ErrorType[] = [
  { name: 'RuntimeError', meaning: 'the service refused the request' },
  { name: 'DataError', meaning: 'a value cannot be used' },
  { name: 'BundleValidationError', meaning: 'an input is missing or wrong' },
  { name: 'ConnectionError', meaning: 'the service cannot be reached' },
  { name: 'RateLimitError', meaning: 'too many requests' },
  { name: 'ModuleTimeoutError', meaning: 'the answer took too long' },
  { name: 'IncompleteDataError', meaning: 'the record is not complete yet' },
  { name: 'InvalidAccessTokenError', meaning: 'the token was not accepted' },
  { name: 'InvalidConfigurationError', meaning: 'the settings cannot work' },
  { name: 'DuplicateDataError', meaning: 'the record is there already' },
  { name: 'MaxFileSizeExceededError', meaning: 'a file is too large' },
];

/** Which errors an error handler is for. */
export type Handled =
  | { readonly kind: 'all' }
  | { readonly kind: 'types'; readonly types: readonly string[] }
  /** The filter at its start asks for something else, too. */
  | { readonly kind: 'custom' };

/** The errors the handler of a module is for, as the filter of its first module says. */
export function handledBy(step: Step): Handled {
  const groups: unknown = handlerOf(step)[0]?.filter?.conditions;
  if (!Array.isArray(groups) || groups.length === 0) return { kind: 'all' };
  const types = groups.map((group: unknown) => typeIn(group, numberOf(step)));
  return types.every((type) => type !== undefined) ? { kind: 'types', types } : { kind: 'custom' };
}

/**
 * Limits the handler of a module to types of errors, or lets it take all of them. It is written as the filter before
 * its first module, one alternative for each type, because the format has no other place for it.
 */
export function limitHandler(blueprint: Blueprint, path: StepPath, types: readonly string[]): Blueprint {
  const step = stepAt(blueprint, path);
  const first = step && handlerOf(step)[0];
  if (step === undefined || first === undefined) return blueprint;
  return setFilter(blueprint, [...path, 'onerror', 0], filterFor(step, first.filter?.name, types));
}

function filterFor(step: Step, name: string | undefined, types: readonly string[]): StepFilter | undefined {
  const before = handledBy(step);
  const isOwnName = name !== undefined && name !== nameFor(before.kind === 'types' ? before.types : []);
  const conditions = types.map((type): readonly Condition[] => [
    { a: `{{${numberOf(step)}.error.type}}`, o: 'text:equal', b: type },
  ]);
  return storedFilter({ name: isOwnName ? name : nameFor(types), conditions });
}

/** What the filter is called on the canvas, unless people gave it a name. */
function nameFor(types: readonly string[]): string {
  return types.length > 2 ? `${types.length} types of errors` : types.join(' or ');
}

/** The type a group of conditions asks for, when it asks for nothing else. */
function typeIn(group: unknown, number: string): string | undefined {
  const conditions: readonly Condition[] = Array.isArray(group) ? (group as readonly Condition[]) : [];
  const [condition] = conditions;
  if (condition === undefined || conditions.length > 1) return undefined;
  const { a, o, b } = condition;
  const asksForType = typeof a === 'string' && a.replaceAll(/\s/g, '') === `{{${number}.error.type}}`;
  const isPlain = typeof b === 'string' && b !== '' && !b.includes('{{');
  return asksForType && o === 'text:equal' && isPlain ? b : undefined;
}
