import { ownValue, setOwn } from '../core/json.ts';
import type { Collection } from '../core/json.ts';
import { pointerTo } from '../core/source.ts';
import type { Problem } from '../core/source.ts';
import { didYouMean } from '../core/suggest.ts';
import { shortened } from './plain-text.ts';
import { accepted, isEmpty, refused } from './type-entry.ts';
import type { AcceptSettings, CoerceContext, CompiledField, FieldList, OpenPlace, Outcome } from './type-entry.ts';

/** Where values stand: their pointer, and what messages add behind a field's label. */
export interface Place {
  readonly pointer: string;
  /** For example ` of "Address"`; empty at the top. */
  readonly owner: string;
  readonly settings: AcceptSettings;
  /** Fields of RPCs are known already, so an open list hides no further names. */
  readonly resolved?: boolean;
}

/**
 * Accepts the values of fields that stand side by side, with the nested fields their values bring along. Wrong values
 * are left out.
 */
export function acceptFields(
  list: FieldList,
  values: Collection,
  place: Place,
): Outcome & { readonly value: Collection } {
  const value: Collection = {};
  const problems: Problem[] = [];
  const seen = new Set<string>();
  const waiting = [...list.fields];
  const addresses = [...list.addresses];
  let open = list.open;
  for (let field = waiting.shift(); field !== undefined; field = waiting.shift()) {
    if (field.type.visual === true || seen.has(field.name)) continue;
    seen.add(field.name);
    const raw = ownValue(values, field.name);
    const outcome = isLeftOut(field, raw) ? accepted(undefined) : acceptField(field, raw, contextOf(field, place));
    problems.push(...outcome.problems);
    if (outcome.value !== undefined && outcome.problems.length === 0) setOwn(value, field.name, outcome.value);
    const nested = nestedOf(field, outcome);
    waiting.unshift(...nested.fields);
    open ||= nested.open;
    addresses.push(...nested.addresses);
  }
  const rest = otherNames(list, { values, seen, open: open && place.resolved !== true }, place);
  for (const [name, other] of rest.kept) setOwn(value, name, other);
  tellOpen(addresses, { values: value, known: seen, pointer: place.pointer }, place.settings);
  return { value, problems: [...problems, ...rest.problems] };
}

function tellOpen(
  addresses: readonly string[],
  place: Omit<OpenPlace, 'address'>,
  { onOpen }: Pick<AcceptSettings, 'onOpen'>,
): void {
  if (onOpen !== undefined) for (const address of new Set(addresses)) onOpen({ ...place, address });
}

/** Nothing was given and nothing has to stand in for it: the usual case of an optional field. */
function isLeftOut(field: CompiledField, raw: unknown): boolean {
  return (raw === undefined || raw === '') && !field.required && field.fallback === undefined;
}

function acceptField(field: CompiledField, raw: unknown, context: CoerceContext): Outcome {
  const outcome = isEmpty(raw) ? accepted(raw) : coerced(field, raw, context);
  if (outcome.problems.length > 0 || !isEmpty(outcome.value)) return outcome;
  if (field.fallback !== undefined) return coerced(field, field.fallback, context);
  if (field.required) {
    return refused(context, 'FIELD_REQUIRED', 'is mandatory', `Give ${lowered(context.subject)} a value.`);
  }
  return accepted(raw === null && context.settings.keepNull ? null : undefined);
}

/** A field with `validate: false` takes what its type cannot read as it is. */
function coerced(field: CompiledField, raw: unknown, context: CoerceContext): Outcome {
  const outcome = field.type.coerce(raw, field, context);
  return field.field.validate === false && outcome.problems.length > 0 ? accepted(raw) : outcome;
}

function contextOf(field: CompiledField, place: Place): CoerceContext {
  const subject = `"${field.label}"${place.owner}`;
  return contextAt(field, { subject, pointer: pointerTo(place.pointer, field.name), settings: place.settings });
}

function contextAt(field: CompiledField, at: Pick<CoerceContext, 'pointer' | 'subject' | 'settings'>): CoerceContext {
  return {
    ...at,
    items: (values) => acceptItems(field.item, values, at),
    members(values) {
      if (field.members === undefined) return accepted(values);
      const { pointer, settings } = at;
      return acceptFields(field.members, values, { pointer, settings, owner: ` of ${lowered(at.subject)}` });
    },
  };
}

function acceptItems(
  item: CompiledField | undefined,
  values: readonly unknown[],
  at: Pick<CoerceContext, 'pointer' | 'subject' | 'settings'>,
): Outcome {
  if (item === undefined) return accepted(values);
  const outcomes = values.map((value, index) => {
    const subject = `Item ${index + 1} of ${lowered(at.subject)}`;
    return acceptField(item, value, contextAt(item, { ...at, subject, pointer: pointerTo(at.pointer, index) }));
  });
  return {
    value: outcomes.map((outcome) => outcome.value).filter((value) => !isEmpty(value)),
    problems: outcomes.flatMap((outcome) => outcome.problems),
  };
}

/** Fields a value brings along; when the value is wrong, nobody can tell which, so any name may be right. */
function nestedOf(field: CompiledField, outcome: Outcome): FieldList {
  if (outcome.problems.length > 0) return { fields: [], open: field.branches.length > 0, addresses: [] };
  const lists = field.branches.filter((branch) => branch.applies(outcome.value)).map((branch) => branch.nested);
  return {
    fields: lists.flatMap((list) => list.fields),
    open: lists.some((list) => list.open),
    addresses: lists.flatMap((list) => list.addresses),
  };
}

interface Leftover {
  readonly values: Collection;
  readonly seen: ReadonlySet<string>;
  readonly open: boolean;
}

/** Names none of the active fields has: fields of options not chosen are left out, unknown ones kept or reported. */
function otherNames(
  list: FieldList,
  { values, seen, open }: Leftover,
  place: Place,
): { readonly kept: readonly (readonly [string, unknown])[]; readonly problems: readonly Problem[] } {
  const others = Object.keys(values).filter((name) => !seen.has(name) && ownValue(values, name) !== undefined);
  if (others.length === 0) return { kept: [], problems: [] };
  const inactive = labelsOf(list);
  const rest = others.filter((name) => !inactive.has(name) || !isEmpty(ownValue(values, name)));
  const report = place.settings.strict && !open;
  const kept = report ? [] : rest.filter((name) => !inactive.has(name));
  const problems = report ? rest.map((name) => otherProblem(name, { label: inactive.get(name), seen, place })) : [];
  return { kept: kept.map((name) => [name, ownValue(values, name)]), problems };
}

function otherProblem(
  name: string,
  {
    label,
    seen,
    place,
  }: { readonly label: string | undefined; readonly seen: ReadonlySet<string>; readonly place: Place },
): Problem {
  const found = { pointer: pointerTo(place.pointer, name), severity: 'error' } as const;
  if (label !== undefined) {
    const message = `"${label}"${place.owner} does not belong to the options chosen.`;
    return { ...found, code: 'FIELD_INACTIVE', message, fix: 'Leave it out, or choose the option it belongs to.' };
  }
  const short = shortened(name);
  const message = `There is no field "${short}"${place.owner}.${didYouMean(short, seen)}`;
  const fix = seen.size === 0 ? 'Leave it out; no fields are taken here.' : `Use one of: ${[...seen].join(', ')}.`;
  return { ...found, code: 'UNKNOWN_FIELD', message, fix };
}

/** Labels of all fields of a list by name, nested ones included. */
function labelsOf(list: FieldList): ReadonlyMap<string, string> {
  return new Map(
    list.fields.flatMap((field): [string, string][] => [
      ...field.branches.flatMap((branch) => [...labelsOf(branch.nested)]),
      [field.name, field.label],
    ]),
  );
}

/** A subject in the middle of a sentence. */
function lowered(subject: string): string {
  return subject.replace(/^Item/, 'item');
}
