import { idOf, isStep, type Route, type Step } from './blueprint.ts';
import { itemsOf, tokensOf } from './iml-tokens.ts';
import { isValues, withKey, type Values } from './values.ts';

/** New ids by old ones. */
export type Renumbering = ReadonlyMap<number, number>;

/** The modules a mapped value reads, however deep. */
export function modulesRead(value: unknown): ReadonlySet<number> {
  const found = new Set<number>();
  mapTexts(value, (text) => {
    for (const { item, unfinished } of itemsOf(tokensOf(text))) if (item && !unfinished) found.add(item.module);
    return text;
  });
  return found;
}

/** A mapped value with the numbers of modules changed: `{{3.email}}` becomes `{{8.email}}`. */
export function renumberValue(value: unknown, ids: Renumbering): unknown {
  return mapTexts(value, (text) => renumberText(text, ids));
}

/** Modules and all modules inside them with new ids, and with every reference among them following. */
export function renumberSteps(steps: readonly Step[], ids: Renumbering): readonly Step[] {
  return mapSteps(steps, (step) => renumberStep(step, ids));
}

/** Modules and all modules inside them, those without a number or with one that is taken numbered from `first` on. */
export function withOwnIds(steps: readonly Step[], first: number): readonly Step[] {
  const taken = new Set<number>();
  let free = first;
  return mapSteps(steps, (step) => {
    const written = idOf(step);
    const id = written === undefined || taken.has(written) ? free : written;
    if (id === free) free += 1;
    taken.add(id);
    return id === step.id ? step : { ...step, id };
  });
}

/** New ids from `first` for modules and all modules inside them. */
export function freshIds(steps: readonly Step[], first: number): Renumbering {
  const ids = new Map<number, number>();
  for (const { id } of eachStep(steps)) {
    const old = idOf({ id, module: '' });
    if (old !== undefined && !ids.has(old)) ids.set(old, first + ids.size);
  }
  return ids;
}

/** Modules and all modules inside them, in the order of the document. */
export function eachStep(steps: readonly Step[]): readonly Step[] {
  return steps.filter(isStep).flatMap((step) => [step, ...innerFlows(step).flatMap(eachStep)]);
}

function innerFlows(step: Step): readonly (readonly Step[])[] {
  const inner: readonly unknown[] = [
    step.onerror,
    ...entriesOf(step.routes).map(({ flow }) => flow),
    ...entriesOf(step.branches).map(({ flow }) => flow),
  ];
  return inner.filter((flow): flow is readonly Step[] => Array.isArray(flow));
}

function entriesOf(list: unknown): readonly Route[] {
  return Array.isArray(list) ? list.filter(isValues) : [];
}

/** What a key of a module holds, and so how the numbers in it change; keys not listed hold no references. */
const CHANGES: ReadonlyMap<string, (value: unknown, ids: Renumbering) => unknown> = new Map<
  string,
  (value: unknown, ids: Renumbering) => unknown
>([
  ['mapper', renumberValue],
  ['filter', renumberValue],
  ['filters', renumberValue],
  ['outputs', renumberValue],
  ['flags', renumberValue],
  ['parameters', renumberParameters],
  ['branches', renumberConditions],
]);

function renumberStep(step: Step, ids: Renumbering): Step {
  const old = idOf(step);
  const id = old === undefined ? undefined : ids.get(old);
  const start: Step = id === undefined ? step : { ...step, id };
  return Object.keys(step).reduce((changed, key) => {
    const change = CHANGES.get(key);
    return change === undefined ? changed : withKey(changed, key, change(step[key], ids));
  }, start);
}

/** Modules and all modules inside them, each changed by itself, in the order of the document. */
function mapSteps(steps: readonly Step[], change: (step: Step) => Step): readonly Step[] {
  return steps.map((entry) => {
    if (!isStep(entry)) return entry;
    const step = change(entry);
    const handled = Array.isArray(step.onerror) ? withKey(step, 'onerror', mapSteps(step.onerror, change)) : step;
    return (['routes', 'branches'] as const).reduce<Step>((held, key) => {
      const list: unknown = held[key];
      return Array.isArray(list)
        ? withKey(
            held,
            key,
            list.map((inner) => mapFlow(inner, change)),
          )
        : held;
    }, handled);
  });
}

function mapFlow(entry: unknown, change: (step: Step) => Step): unknown {
  const flow = isValues(entry) ? entry['flow'] : undefined;
  return isValues(entry) && Array.isArray(flow)
    ? withKey(entry, 'flow', mapSteps(flow as readonly Step[], change))
    : entry;
}

/** The source of an aggregator is a bare number, its target structure a text that begins with one. */
function renumberParameters(value: unknown, ids: Renumbering): unknown {
  if (!isValues(value)) return value;
  const feeder = newNumber(value['feeder'], ids);
  const target = typeof value['target'] === 'string' ? /^(\d+)(\..*)$/s.exec(value['target']) : null;
  const moved = feeder === undefined ? value : withKey(value, 'feeder', feeder);
  const aim = newNumber(target?.[1], ids);
  return aim === undefined ? moved : withKey(moved, 'target', `${aim}${target?.[2] ?? ''}`);
}

function newNumber(value: unknown, ids: Renumbering): number | undefined {
  return value === undefined || value === null || value === '' ? undefined : ids.get(Number(value));
}

function renumberConditions(value: unknown, ids: Renumbering): unknown {
  if (!Array.isArray(value)) return value;
  return value.map((entry: unknown) =>
    isValues(entry) && entry['conditions'] !== undefined
      ? withKey(entry, 'conditions', renumberValue(entry['conditions'], ids))
      : entry,
  );
}

/** The numbers are replaced from the last to the first, so that the offsets before them stay true. */
function renumberText(text: string, ids: Renumbering): string {
  if (!text.includes('{{')) return text;
  const places = itemsOf(tokensOf(text)).filter(({ item, unfinished }) => item && !unfinished && ids.has(item.module));
  return places
    .toSorted((a, b) => b.start - a.start)
    .reduce((changed, { item, moduleAt = [0, 0] }) => {
      const [start, end] = moduleAt;
      return changed.slice(0, start) + String(ids.get(item?.module ?? -1)) + changed.slice(end);
    }, text);
}

function mapTexts(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) return value.map((element: unknown) => mapTexts(element, change));
  if (!isValues(value)) return value;
  const entries = Object.entries(value).map(([key, inner]) => [change(key), mapTexts(inner, change)] as const);
  return Object.fromEntries(entries) satisfies Values;
}
