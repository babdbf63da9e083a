import type { StartChoice, StartItem, TriggerStart } from '../api/contract.ts';

/** What people have chosen so far in the dialog that says where a trigger starts. */
export interface StartDraft {
  readonly from: StartChoice['from'];
  /** As an input of the type `datetime-local` gives it, in the zone of the browser. */
  readonly date: string;
  /** Id of the item, as text. */
  readonly item: string | null;
}

/** The choice, or what is missing for one. */
export function choiceOf(
  { from, date, item }: StartDraft,
  items: readonly StartItem[],
): StartChoice | { readonly missing: string } {
  if (from === 'date') {
    const time = Date.parse(date);
    return Number.isNaN(time) ? { missing: 'Choose a date and a time.' } : { from, date: new Date(time).toISOString() };
  }
  if (from !== 'item') return { from };
  const chosen = items.find(({ id }) => String(id) === item);
  if (chosen === undefined) return { missing: 'Choose an item.' };
  return { from, item: { id: chosen.id, ...(chosen.date !== undefined && { date: chosen.date }) } };
}

/** Where a trigger stands, in one sentence; `show` writes a moment. */
export function standText({ stands }: TriggerStart, show: (at: string) => string): string {
  if (stands === null) return 'It starts from the moment the scenario is switched on, or first run.';
  const { lastDate, lastId } = stands;
  if (lastDate === null && lastId === null) return 'The next run takes everything there is.';
  if (lastDate === null) return `The next run takes what came after the item ${lastId ?? ''}.`;
  if (lastId === null) return `The next run takes what came since ${show(lastDate)}.`;
  return `The next run takes what came after the item ${lastId} of ${show(lastDate)}.`;
}
