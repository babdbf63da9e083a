import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startingWith, storeScenario } from './run-scenarios.ts';
import { expectNoTrouble, openWebStage } from './stage.ts';
import type { WebStage } from './stage.ts';

/** How long a busy server takes to answer: longer than the pause between two reads of a list. */
const BUSY_MS = 700;

let stage: WebStage;

beforeAll(async () => {
  stage = await openWebStage();
}, 60_000);
afterAll(() => stage.close());

/** Lets a delivery arrive that the demo scenario works off without sending anything. */
async function deliver(url: string): Promise<void> {
  await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ action: 'customer_created', customer: { phone_number: '+1', subscribed: false } }),
  });
}

test('a list that is read slower than events come is shown all the same', async () => {
  const [hook] = (await stage.call('GET', '/hooks'))['data'] as readonly { readonly url: string }[];
  const address = hook?.url ?? '';
  const page = await stage.open('/scenarios');
  await page.getByRole('link', { name: 'Welcome text for new customers' }).waitFor();
  let reads = 0;
  await page.route(/\/api\/v1\/scenarios(\?|$)/, async (route) => {
    reads += 1;
    await deliver(address);
    await new Promise((done) => {
      setTimeout(done, BUSY_MS);
    });
    // The page may have gone away, or given up this read.
    await route.continue().catch(() => undefined);
  });
  await storeScenario(stage, 'Made while it was busy', [startingWith({ text: 'a' })]);
  await deliver(address);
  await page.getByRole('link', { name: 'Made while it was busy' }).waitFor();
  expect(reads).toBeGreaterThan(0);
  await page.unrouteAll({ behavior: 'ignoreErrors' });
  expectNoTrouble(page);
}, 60_000);
