import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Locator, Page } from 'playwright-core';
import { runToEnd, startingWith, storeScenario } from './run-scenarios.ts';
import { expectAccessible, expectNoTrouble, openWebStage } from './stage.ts';
import type { WebStage } from './stage.ts';

const MARKUP = '"><img src=x onerror="globalThis.ran=1"><script>globalThis.ran=1</script>';
const ENDLESS = 'W'.repeat(180);
const SIZES = [
  [1280, 800],
  [390, 780],
] as const;
const BLOCKED = `Object.defineProperty(globalThis, 'localStorage', { get() { throw new DOMException('no', 'SecurityError'); } });`;
const FULL = `Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); };`;

let stage: WebStage;
let scenarioId: string;
let runId: string;

beforeAll(async () => {
  stage = await openWebStage();
  scenarioId = await storeScenario(stage, ENDLESS, [
    startingWith({ text: MARKUP, word: ENDLESS }),
    { module: 'util:SetVariable2', mapper: { name: MARKUP, scope: 'roundtrip', value: '{{1.text}}' } },
  ]);
  await storeScenario(stage, MARKUP, [startingWith({ text: MARKUP })]);
  runId = await runToEnd(stage, scenarioId);
  const customer = {
    phone_number: '+13105550177',
    first_name: MARKUP,
    last_name: ENDLESS,
    email: `${ENDLESS}@x.example`,
  };
  await fetch(`${stage.sandboxUrl}/api/v1/customers`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-token': stage.token },
    body: JSON.stringify({ ...customer, properties: { [ENDLESS.slice(0, 60)]: MARKUP } }),
  });
}, 60_000);
afterAll(() => stage.close());

/** Opens a page in a browser whose storage was changed by a script before anything else ran. */
async function openWith(script: string, path: string): Promise<Page> {
  const page = await stage.open('/scenarios');
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.addInitScript(script);
  await page.goto(stage.url + path);
  return page;
}

/** Renames the scenario that is open, without saving. */
async function rename(page: Page, name: string): Promise<void> {
  const field = page.getByRole('textbox', { name: 'Scenario name' });
  await field.click();
  await field.fill(name);
  await field.press('Enter');
  await page.getByText('1 unsaved change').waitFor();
}

/** Expects a part of the page to end on the page, with everything in it. */
async function expectWithin(part: Locator, width: number): Promise<void> {
  await part.waitFor();
  const { right, hidden } = await part.evaluate((element) => ({
    right: element.getBoundingClientRect().right,
    hidden: element.clientWidth === 0 ? 0 : element.scrollWidth - element.clientWidth,
  }));
  expect(right).toBeLessThanOrEqual(width);
  expect(hidden).toBeLessThanOrEqual(0);
}

for (const [width, height] of SIZES) {
  test(`markup and endless words are text that stays on the page, ${width} pixels wide`, async () => {
    const page = await stage.open('/scenarios', { viewport: { width, height } });
    const places = [
      ['/scenarios', ENDLESS],
      [`/scenarios/${scenarioId}`, ENDLESS],
      ['/history', ENDLESS],
      [`/scenarios/${scenarioId}/history/${runId}`, 'Success'],
      ['/sandbox/customers', MARKUP],
    ] as const;
    for (const [path, text] of places) {
      await page.goto(stage.url + path);
      await page.getByRole('main').getByText(text).filter({ visible: true }).first().waitFor();
      const seen = await page.evaluate(() => ({
        wider: document.documentElement.scrollWidth - innerWidth,
        ran: 'ran' in globalThis,
        strange: document.querySelectorAll('main img[src="x"], script:not([src])').length,
      }));
      expect({ path, ...seen }).toEqual({ path, wider: 0, ran: false, strange: 0 });
    }
    expectNoTrouble(page);
  }, 60_000);
}

test('names of webhooks and apps that know no end are broken where their place ends', async () => {
  const name = `${MARKUP}${ENDLESS}`.slice(0, 190);
  const [hook] = (await stage.call('GET', '/hooks'))['data'] as readonly {
    readonly id: string;
    readonly version: number;
  }[];
  await stage.call('PATCH', `/hooks/${hook?.id}`, { name }, { 'if-match': `"${hook?.version}"` });
  const label = name.slice(0, 120);
  const files = {
    'manifest.json': { name: 'odd', label, description: name, version: '1.0.0', groups: [{ label, modules: ['ask'] }] },
    'modules/ask.json': {
      name: 'ask',
      label,
      moduleType: 'action',
      actionCrud: 'read',
      communication: { url: 'https://odd.example' },
    },
  };
  const texts = Object.fromEntries(Object.entries(files).map(([path, content]) => [path, JSON.stringify(content)]));
  await stage.call('POST', '/apps', { files: texts, replace: true });
  for (const [width, height] of SIZES) {
    const page = await stage.open(`/webhooks/${hook?.id}`, { viewport: { width, height } });
    await expectWithin(page.getByRole('heading', { level: 1, name }), width);
    await page.goto(`${stage.url}/webhooks`);
    await expectWithin(page.getByRole('switch', { name: `Processing: ${name}` }).locator('xpath=ancestor::td'), width);
    await expectWithin(page.getByRole('link', { name }), width);
    await page.goto(`${stage.url}/scenarios/${scenarioId}/incomplete`);
    await expectWithin(
      page.getByRole('navigation', { name: 'Breadcrumb' }).getByRole('link', { name: ENDLESS }),
      width,
    );
    await page.goto(`${stage.url}/apps`);
    await expectWithin(page.getByRole('link', { name: label }), width);
    expectNoTrouble(page);
  }
  const page = await stage.open(`/scenarios/${scenarioId}`);
  const palette = page.getByRole('searchbox', { name: 'Search modules' });
  await page.getByRole('button', { name: `Add ${label}` }).waitFor();
  expect((await palette.boundingBox())?.width).toBeLessThan(288);
  expectNoTrouble(page);
}, 60_000);

test('the palette says that modules are on their way, and not that none is called so, before they came', async () => {
  const page = await stage.open('/scenarios');
  await page.getByRole('heading', { level: 1 }).waitFor();
  let release: () => void = () => undefined;
  const released = new Promise<void>((done) => {
    release = done;
  });
  await page.route(/\/api\/v1\/(apps|built-in-modules)/, async (route) => {
    await released;
    await route.continue();
  });
  await page.goto(`${stage.url}/scenarios/${scenarioId}`);
  await page.getByRole('region', { name: 'Modules' }).getByText('Loading the modules').waitFor({ state: 'attached' });
  expect(await page.getByText('No module is called that.').count()).toBe(0);
  release();
  await page.getByRole('button', { name: 'Add Send a Message' }).waitFor();
  await page.getByRole('searchbox', { name: 'Search modules' }).fill('zzz');
  await page.getByText('No module is called that.').waitFor();
  expectNoTrouble(page);
}, 60_000);

test('a browser that blocks storage shows every page, and keeps what is set until the page is closed', async () => {
  const page = await openWith(BLOCKED, '/settings/appearance');
  await page.getByText('Downwards', { exact: true }).click();
  expect(await page.getByRole('radio', { name: 'Downwards' }).isChecked()).toBe(true);
  await expectAccessible(page);
  await page.getByRole('link', { name: 'Scenarios' }).first().click();
  await page.getByRole('link', { name: ENDLESS }).first().click();
  await page.getByRole('button', { name: /^Edit 2 / }).waitFor();
  expect(await page.getByRole('textbox', { name: 'Scenario name' }).inputValue()).toBe(ENDLESS);
  expectNoTrouble(page);
}, 60_000);

test('edits that the browser cannot keep are asked about before the page is closed, and survive other pages', async () => {
  const page = await openWith(FULL, `/scenarios/${scenarioId}`);
  await rename(page, 'Not kept');
  await page.getByRole('link', { name: 'Connections' }).first().click();
  await page.getByRole('heading', { name: 'Connections' }).waitFor();
  await page.goBack();
  await page.getByText(/^Draft from .* restored$/).waitFor();
  expect(await page.getByRole('textbox', { name: 'Scenario name' }).inputValue()).toBe('Not kept');
  const asked = page.waitForEvent('dialog');
  const reloading = page.reload();
  const dialog = await asked;
  expect(dialog.type()).toBe('beforeunload');
  await dialog.accept();
  await reloading;
  await page.getByText(/^Saved /).waitFor();
  expectNoTrouble(page);
}, 60_000);

test('edits that the browser keeps are not asked about', async () => {
  const page = await stage.open(`/scenarios/${scenarioId}`);
  await rename(page, 'Kept');
  const asked: string[] = [];
  page.on('dialog', (dialog) => {
    asked.push(dialog.type());
    void dialog.accept();
  });
  await page.reload();
  await page.getByText(/^Draft from .* restored$/).waitFor();
  expect(asked).toEqual([]);
  expectNoTrouble(page);
}, 60_000);
