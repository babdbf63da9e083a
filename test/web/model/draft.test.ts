import { expect, test } from '@jest/globals';
import {
  decideDraft,
  dropDraft,
  keepDraft,
  readDraft,
  sameJson,
  type Draft,
  type DraftStorage,
} from '../../../src/web/model/draft.ts';
import { scenarioOf, send, watch } from './stage.ts';

/** Storage as the browser offers it. */
function storage(entries: Record<string, string> = {}): DraftStorage {
  const kept = new Map(Object.entries(entries));
  return {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
  };
}

function off(): never {
  throw new Error('QuotaExceededError');
}

const stored = { version: 3, blueprint: scenarioOf(watch), name: 'Test', scheduling: { type: 'immediately' } };
const draft: Draft = {
  scenarioId: 'scn_1',
  baseVersion: 3,
  blueprint: scenarioOf(watch, send(2)),
  name: 'Test',
  scheduling: { type: 'immediately' },
  savedAt: '2026-03-01T12:00:00.000Z',
};

test('a draft comes back as it was kept, for its own scenario only', () => {
  const kept = storage();
  expect(keepDraft(kept, draft)).toBe(true);
  expect(readDraft(kept, 'scn_1')).toEqual(draft);
  expect(readDraft(kept, 'scn_2')).toBeUndefined();
  dropDraft(kept, 'scn_1');
  expect(readDraft(kept, 'scn_1')).toBeUndefined();
});

test('a storage that is full or switched off loses nothing but the draft', () => {
  const broken: DraftStorage = { getItem: off, setItem: off, removeItem: off };
  expect(keepDraft(broken, draft)).toBe(false);
  expect(readDraft(broken, 'scn_1')).toBeUndefined();
  expect(() => dropDraft(broken, 'scn_1')).not.toThrow();
});

test.each(['{', 'null', '[]', '{"scenarioId":"scn_1"}', JSON.stringify({ ...draft, blueprint: { flow: 1 } })])(
  'what is no draft is none: %s',
  (text) => {
    expect(readDraft(storage({ 'draft:scn_1': text }), 'scn_1')).toBeUndefined();
  },
);

test('edits go on where they stopped, unless somebody saved in between', () => {
  expect(decideDraft(draft, stored)).toEqual({ kind: 'continue', draft });
  expect(decideDraft(draft, { ...stored, version: 4 })).toEqual({ kind: 'conflict', draft });
});

test('a draft that holds what is stored is none, even after others saved the same', () => {
  const same = { ...stored, version: 9, blueprint: draft.blueprint };
  expect(decideDraft(draft, same)).toEqual({ kind: 'none' });
  expect(decideDraft(undefined, stored)).toEqual({ kind: 'none' });
  expect(decideDraft({ ...draft, name: 'Other' }, same).kind).toBe('conflict');
});

test('JSON is the same whatever the order of its keys, and not with a key more', () => {
  expect(sameJson({ a: 1, b: [{ c: null }] }, { b: [{ c: null }], a: 1 })).toBe(true);
  expect(sameJson({ a: undefined }, { b: 1 })).toBe(false);
  expect(sameJson([1, 2], [2, 1])).toBe(false);
  expect(sameJson(null, {})).toBe(false);
});
