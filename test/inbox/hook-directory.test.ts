import { expect, test } from '@jest/globals';
import { createManualClock } from '../../src/core/clock.ts';
import { openHookDirectory } from '../../src/inbox/hook-directory.ts';
import { hookRecord, openMemoryStore } from './inbox-stage.ts';

test('whoever asks by turns for several addresses, also for one that is new by then, gets the hook of each', async () => {
  const store = await openMemoryStore(createManualClock(1));
  await store.hooks.insert(hookRecord());
  const directory = await openHookDirectory(store);
  const { token } = hookRecord();
  const other = token.toUpperCase();
  const asker = {};
  const find = () => [token, other, 'short'].map((each) => directory.byToken(each, asker)?.id);
  expect(find()).toEqual(['hk_one', undefined, undefined]);
  directory.put(hookRecord({ id: 'hk_two', token: other }));
  expect(find()).toEqual(['hk_one', 'hk_two', undefined]);
  expect(find()).toEqual(find());
  expect(directory.byToken(token)?.id).toBe('hk_one');
  directory.put(hookRecord({ version: 2, paused: true }));
  expect(directory.byToken(token, asker)?.paused).toBe(true);
  await store.close();
});
