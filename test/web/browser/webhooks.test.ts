import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { until } from '../../e2e/server-process.ts';
import { expectAccessible, expectNoTrouble, openWebStage } from './stage.ts';
import type { WebStage } from './stage.ts';

const PHONE = { viewport: { width: 390, height: 780 } };

let stage: WebStage;
let hookId: string;
let address: string;

beforeAll(async () => {
  stage = await openWebStage();
  const [hook] = (await stage.call('GET', '/hooks'))['data'] as { id: string; url: string }[];
  hookId = hook?.id ?? '';
  address = hook?.url ?? '';
}, 60_000);
afterAll(() => stage.close());

/** Delivers events with numbers in their texts, as Sonar would. */
async function deliver(count: number, label: string): Promise<void> {
  for (let at = 0; at < count; at += 1) {
    const body = {
      uuid: `${label}-${at}`,
      action: 'customer_created',
      customer: { phone_number: '+13105550100', subscribed: false },
    };
    const answer = await fetch(address, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    expect(answer.status).toBe(202);
  }
}

async function doneCount(): Promise<number> {
  const { queue } = (await stage.call('GET', `/hooks/${hookId}`)) as { queue: { done: number } };
  return queue.done;
}

test('the list shows the registration and the queue, and pauses the processing', async () => {
  const page = await stage.open('/webhooks');
  const row = page.getByRole('row', { name: /Watch New Customer/ });
  await row.getByText('Registered').waitFor();
  const processing = page.getByRole('switch', { name: /^Processing: / });
  await processing.click({ force: true });
  await row.getByText('Paused').waitFor();
  await deliver(3, 'paused');
  await row.getByRole('cell', { name: '3', exact: true }).first().waitFor();
  await expectAccessible(page);
  await processing.click({ force: true });
  await until(async () => (await doneCount()) >= 3, 'three deliveries are processed');
  expectNoTrouble(page);
}, 60_000);

test('a processed delivery shows its bytes and its run, and can be replayed', async () => {
  await deliver(1, 'shown');
  const page = await stage.open(`/webhooks/${hookId}?tab=processed`);
  await page.getByRole('table', { name: 'Deliveries' }).getByRole('row').nth(1).getByRole('link').first().click();
  const drawer = page.getByRole('dialog', { name: 'Delivery' });
  await drawer.getByText('Raw body').first().waitFor();
  await drawer.getByText('customer_created').first().waitFor();
  await expectAccessible(page);
  await drawer.getByRole('button', { name: 'Replay', exact: true }).click();
  await page.getByRole('status').getByText('Queued again.').waitFor();
  expectNoTrouble(page);
}, 60_000);

test('a delivery of a confidential scenario says that its content was erased, and offers no replay', async () => {
  const setConfidential = async (confidential: boolean): Promise<void> => {
    const [scenario] = (await stage.call('GET', '/scenarios'))['data'] as { id: string; version: number }[];
    const path = `/scenarios/${scenario!.id}`;
    const blueprint = { ...(await stage.call('GET', `${path}/blueprint`)), metadata: { scenario: { confidential } } };
    await stage.call('PATCH', path, { blueprint }, { 'if-match': `"${scenario!.version}"` });
  };
  await setConfidential(true);
  const before = await doneCount();
  await deliver(1, 'confidential');
  await until(async () => (await doneCount()) > before, 'the delivery is processed');
  await setConfidential(false);
  const page = await stage.open(`/webhooks/${hookId}?tab=processed`);
  const row = page.getByRole('table', { name: 'Deliveries' }).getByRole('row').nth(1);
  await row.getByRole('cell', { name: 'Erased', exact: true }).waitFor();
  await row.getByRole('link').first().click();
  const drawer = page.getByRole('dialog', { name: 'Delivery' });
  await drawer.getByText(/^Its content was erased .*, because the scenario is confidential/).waitFor();
  await expectAccessible(page);
  expect(await drawer.getByRole('button', { name: /Replay|Download/ }).count()).toBe(0);
  expectNoTrouble(page);
}, 60_000);

test('many deliveries are replayed with the number said first', async () => {
  await deliver(5, 'many');
  const page = await stage.open(`/webhooks/${hookId}?tab=processed&theme=dark`);
  await page.getByRole('table', { name: 'Deliveries' }).waitFor();
  await page.getByRole('checkbox', { name: 'Select all of Deliveries' }).check();
  await page.getByRole('button', { name: /^Replay \d+$/ }).click();
  const question = page.getByRole('dialog', { name: /^Replay [\d,]+ deliveries\?$/ });
  await expectAccessible(page);
  await question.getByRole('button', { name: /^Replay [\d,]+ deliveries$/ }).click();
  await page
    .getByRole('status')
    .getByText(/deliveries queued again/)
    .waitFor();
  await expectAccessible(page);
}, 60_000);

test('settings are saved, secrets are never shown again, and a bad address range is refused', async () => {
  const page = await stage.open(`/webhooks/${hookId}?tab=settings`);
  await page.getByRole('textbox', { name: 'Webhook Name' }).fill('New customers');
  await page.getByRole('textbox', { name: 'Allowed addresses' }).fill('not an address');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page
    .getByRole('alert')
    .getByText(/address|range|CIDR/i)
    .first()
    .waitFor();
  await expectAccessible(page);
  await page.getByRole('textbox', { name: 'Allowed addresses' }).fill('127.0.0.0/8');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByRole('heading', { level: 1, name: 'New customers' }).waitFor();
  await page.getByLabel(/^Header name/).fill('X-Secret');
  await page.getByLabel('Header value', { exact: true }).fill('swordfish');
  await page.getByRole('button', { name: 'Set secret header' }).click();
  await page.getByText('Deliveries must carry X-Secret with the stored value.').waitFor();
  expect(await page.content()).not.toContain('swordfish');
  await page.getByRole('button', { name: 'Remove secret header' }).click();
  await page.getByRole('group', { name: 'Secret header' }).getByText('Not checked.').waitFor();
}, 60_000);

test('what is being typed in the settings stays when the webhook changes meanwhile', async () => {
  const page = await stage.open(`/webhooks/${hookId}?tab=settings`);
  await page.getByRole('textbox', { name: 'Webhook Name' }).fill('Half typed');
  await page.getByLabel('Header value', { exact: true }).fill('half a secret');
  const { version } = await stage.call('GET', `/hooks/${hookId}`);
  await stage.call('PATCH', `/hooks/${hookId}`, { maxAttempts: 7 }, { 'if-match': `"${String(version)}"` });
  await page.waitForFunction(() => document.querySelector<HTMLInputElement>('input[value="7"]') !== null, undefined);
  expect(await page.getByRole('textbox', { name: 'Webhook Name' }).inputValue()).toBe('Half typed');
  expect(await page.getByLabel('Header value', { exact: true }).inputValue()).toBe('half a secret');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByRole('heading', { level: 1, name: 'Half typed' }).waitFor();
  expect(await stage.call('GET', `/hooks/${hookId}`)).toMatchObject({ name: 'Half typed', maxAttempts: 7 });
}, 60_000);

test('the registrations are compared with the service', async () => {
  const page = await stage.open('/webhooks');
  await page.getByRole('button', { name: 'Check registrations' }).click();
  await page.getByText('Every webhook is registered exactly as it should be.').waitFor();
  await expectAccessible(page);
}, 60_000);

test('without dead letters the page says so, on a phone too', async () => {
  const page = await stage.open('/webhooks/dead-letters?theme=dark', PHONE);
  await page.getByText('Nothing here.').waitFor();
  await expectAccessible(page);
  await page.goto(`${stage.url}/webhooks/${hookId}?tab=all`);
  await page.getByRole('table', { name: 'Deliveries' }).waitFor();
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
  await expectAccessible(page);
}, 60_000);
