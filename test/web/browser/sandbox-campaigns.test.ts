import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { expectAccessible, expectNoTrouble, openWebStage } from './stage.ts';
import type { WebStage } from './stage.ts';
import { sandboxControl } from './run-scenarios.ts';

const PHONE = { viewport: { width: 390, height: 780 } };
const DAY_MS = 86_400_000;

let stage: WebStage;
beforeAll(async () => {
  stage = await openWebStage({ demo: false });
  for (const [index, vip] of ['true', 'true', 'false'].entries()) {
    const phone_number = `+1415555000${index}`;
    await sandboxControl(stage, 'POST', '/customers/create', {
      phone_number,
      first_name: `Guest ${index}`,
      subscribed: index !== 1,
      properties: { vip },
    });
  }
}, 60_000);
afterAll(() => stage.close());

test('a campaign is drafted with a slug, given an audience by property, sent, and counted', async () => {
  const page = await stage.open('/sandbox/campaigns');
  await page.getByRole('button', { name: 'Create a campaign' }).click();
  const dialog = page.getByRole('dialog', { name: 'Create a campaign' });
  await dialog.getByRole('button', { name: 'Save as a draft' }).click();
  await dialog.getByText('A campaign needs a name.').waitFor();
  await dialog.getByRole('textbox', { name: 'Name' }).and(page.locator(':focus')).waitFor();
  expect(await dialog.getByText('A text is needed here.').count()).toBe(2);
  await expectAccessible(page);
  await page.keyboard.type('Spring treats');
  await dialog.getByRole('textbox', { name: 'Text 1' }).fill('Hi {{first_name}}, <i>treats</i> are here.');
  await dialog.getByRole('textbox', { name: 'Text 2' }).fill('Treats, {{first_name}}.');
  await dialog.getByRole('button', { name: 'Add a text' }).click();
  await dialog.getByRole('textbox', { name: 'Text 3' }).fill('Third');
  await dialog.getByRole('button', { name: 'Remove text 3' }).click();
  await dialog.getByRole('button', { name: 'Save as a draft' }).click();
  const saved = page.getByRole('dialog', { name: 'Spring treats' });
  await saved.getByText(/^spring_treats_\w{6}$/).waitFor();
  await saved.getByRole('button', { name: 'Copy slug' }).waitFor();
  await saved.getByRole('tab', { name: 'Audience' }).press('Enter');
  await saved
    .getByRole('status')
    .getByText(/^6 customers, of whom 4 are reached: 2 unsubscribed/)
    .waitFor();
  await saved.getByRole('radio', { name: 'Customers with a property' }).check();
  await saved.getByRole('tab', { name: 'Send' }).click();
  await saved.getByRole('button', { name: 'Send to its audience' }).click();
  await saved.getByText('Which property?').waitFor();
  await expectAccessible(page);
  await saved.getByRole('combobox', { name: 'Property' }).fill('vip');
  await saved.getByRole('textbox', { name: 'Value' }).fill('true');
  await saved.getByRole('status').getByText('2 customers, of whom 1 is reached: 1 unsubscribed.').waitFor();
  await expectAccessible(page);
  await saved.getByRole('tab', { name: 'Send' }).click();
  await expectAccessible(page);
  await saved.getByRole('button', { name: 'Send to its audience' }).click();
  await page.getByRole('status').getByText('Spring treats is sent. 2 customers, of whom 1 is reached').waitFor();
  const row = page.getByRole('row', { name: /^Spring treats/ });
  await row.getByText('vip: true').waitFor();
  await row.getByText('Sent', { exact: true }).waitFor();
  await row.getByRole('button', { name: 'Show Spring treats' }).click();
  await saved.getByRole('textbox', { name: 'Text 1' }).waitFor();
  expect(await saved.getByRole('textbox', { name: 'Text 1' }).getAttribute('readonly')).not.toBeNull();
  expect(await saved.getByRole('button', { name: 'Save' }).count()).toBe(0);
  await saved.getByRole('tab', { name: 'Results' }).click();
  await saved.getByText('1 text went out, 0 answers came right after one.').waitFor();
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  await page.getByRole('link', { name: 'Messages', exact: true }).click();
  await page.getByText('Hi Guest 0, <i>treats</i> are here.').waitFor();
  expectNoTrouble(page);
}, 60_000);

test('a campaign is scheduled, waits, and goes out when the time is moved on', async () => {
  const page = await stage.open('/sandbox/campaigns?theme=dark', PHONE);
  await page.getByRole('button', { name: 'Edit Winter sale' }).click();
  const dialog = page.getByRole('dialog', { name: 'Winter sale' });
  await expectAccessible(page);
  await dialog.getByRole('tab', { name: 'Send' }).click();
  await dialog.getByRole('button', { name: 'Activate for calls' }).click();
  await dialog.getByText('Calls can send it to one customer at a time.').waitFor();
  await dialog.getByRole('button', { name: 'Take back to draft' }).click();
  await dialog.getByText('Calls cannot send it yet.').waitFor();
  await dialog.getByRole('radio', { name: 'At a time' }).check();
  expect(await dialog.getByRole('button', { name: 'Schedule' }).isDisabled()).toBe(true);
  const tomorrow = new Date(Date.now() + DAY_MS).toISOString().slice(0, 16);
  await dialog.getByLabel('Send at').fill(tomorrow);
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Schedule' }).click();
  const row = page.getByRole('row', { name: /^Winter sale/ });
  await row.getByText('Scheduled').waitFor();
  await expectAccessible(page);
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
  await sandboxControl(stage, 'POST', '/clock', { advanceMs: 3 * DAY_MS });
  await row.getByText('Sent', { exact: true }).waitFor();
  expectNoTrouble(page);
}, 60_000);

test('a campaign that somebody else sent meanwhile is not changed any more, and says so', async () => {
  const created = (await sandboxControl(stage, 'POST', '/campaigns/create', {
    name: 'Quick one',
    variants: ['A', 'B'],
  })) as { slug: string };
  const page = await stage.open('/sandbox/campaigns');
  await page.getByRole('button', { name: 'Edit Quick one' }).click();
  const dialog = page.getByRole('dialog', { name: 'Quick one' });
  await dialog.getByRole('textbox', { name: 'Description' }).fill('Too late');
  await sandboxControl(stage, 'POST', '/campaigns/launch', { campaign_id: created.slug });
  await dialog.getByRole('button', { name: 'Save' }).click();
  await dialog.getByRole('alert').getByText('The campaign is sent already', { exact: false }).waitFor();
  expect(await dialog.getByRole('textbox', { name: 'Description' }).inputValue()).toBe('Too late');
  await expectAccessible(page);
}, 60_000);
