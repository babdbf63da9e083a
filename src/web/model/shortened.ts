import { membersOf } from './json-tree.ts';

/** The history keeps this many characters of a bundle and marks the place where it ends. */
const KEPT = 65_536;
const MARK = '…';
/** What names and numbers take is counted, too, so the texts alone may be a little shorter. */
const NEARLY = 0.5 * KEPT;

/** Whether the history kept only the beginning of a value. */
export function isShortened(value: unknown): boolean {
  return hasMark(value) && JSON.stringify(value).length > NEARLY;
}

function hasMark(value: unknown): boolean {
  if (typeof value === 'string') return value.endsWith(MARK);
  return membersOf(value).some(([key, member]) => key === MARK || hasMark(member));
}
