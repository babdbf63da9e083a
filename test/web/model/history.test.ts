import { expect, test } from '@jest/globals';
import {
  dirtyCount,
  markSaved,
  record,
  redo,
  redoLabel,
  startHistory,
  undo,
  undoLabel,
  type History,
} from '../../../src/web/model/history.ts';

const apart = 5_000;

/** A history with these edits, each long after the one before. */
function after(states: readonly string[], start: History<string> = startHistory('saved')): History<string> {
  return states.reduce((history, state, index) => record(history, { state, label: state, at: index * apart }), start);
}

test('edits are undone and done again in order', () => {
  const history = after(['a', 'b']);
  expect(undoLabel(history)).toBe('b');
  const back = undo(history);
  expect([back.present, undo(back).present, redoLabel(back)]).toEqual(['a', 'saved', 'b']);
  expect(redo(redo(undo(undo(history)))).present).toBe('b');
});

test('at either end nothing happens', () => {
  const start = startHistory('saved');
  expect(undo(start)).toBe(start);
  expect(redo(start)).toBe(start);
  expect(undoLabel(start)).toBeUndefined();
  expect(redoLabel(start)).toBeUndefined();
});

test('an edit after an undo forgets what was undone', () => {
  const history = after(['c'], undo(after(['a', 'b'])));
  expect(redo(history)).toBe(history);
  expect(undo(history).present).toBe('a');
});

test('an edit that changes nothing is none', () => {
  const history = after(['a']);
  expect(record(history, { state: 'a', label: 'again', at: 0 })).toBe(history);
});

test('at least a hundred edits can be taken back', () => {
  let history = after(Array.from({ length: 150 }, (_, index) => `edit ${index}`));
  for (let count = 0; count < 150; count += 1) history = undo(history);
  expect(history.present).toBe('saved');
});

test('typing in one field is one edit, until there is a pause or another field', () => {
  const typed = (history: History<string>, [state, key, at]: readonly [string, string, number]) =>
    record(history, { state, label: state, key, at });
  const history = (
    [
      ['h', 'text', 0],
      ['he', 'text', 300],
      ['hey', 'text', 900],
      ['hey!', 'text', 3_000],
      ['hey!x', 'phone', 3_100],
      ['hey!xy', 'phone', 3_200],
    ] as const
  ).reduce(typed, startHistory(''));
  expect(history.past.map(({ state }) => state)).toEqual(['', 'hey', 'hey!']);
  expect(dirtyCount(history)).toBe(3);
});

test('typing is not joined across saving or undoing', () => {
  const first = record(startHistory(''), { state: 'a', label: 'a', key: 'text', at: 0 });
  const saved = record(markSaved(first, 'a'), { state: 'ab', label: 'b', key: 'text', at: 10 });
  expect(undo(saved).present).toBe('a');
  const undone = record(undo(first), { state: 'c', label: 'c', key: 'text', at: 20 });
  expect(undo(undone).present).toBe('');
});

test('the count of unsaved edits follows undo, redo and saving', () => {
  const history = after(['a', 'b', 'c']);
  expect(dirtyCount(history)).toBe(3);
  expect(dirtyCount(undo(history))).toBe(2);
  const saved = markSaved(history, 'c');
  expect(dirtyCount(saved)).toBe(0);
  expect(dirtyCount(undo(saved))).toBe(1);
  expect(dirtyCount(redo(undo(saved)))).toBe(0);
  expect(dirtyCount(after(['x'], undo(saved)))).toBeGreaterThan(0);
});

test('edits made while saving stay unsaved', () => {
  const history = markSaved(after(['a', 'b', 'c']), 'a');
  expect(dirtyCount(history)).toBe(2);
  expect(dirtyCount(undo(undo(history)))).toBe(0);
});

test('a saved state that left the history counts as unsaved edits', () => {
  expect(dirtyCount(markSaved(after(['a']), 'elsewhere'))).toBeGreaterThan(0);
});
