import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Recorded, type RecordingUpstream, startRecordingUpstream } from '../../app/recording-upstream.ts';
import { openScene } from './builder-scene.ts';
import { expectAccessible, expectNoTrouble, openWebStage, type WebStage } from './stage.ts';

const option = (name: string) => ({ label: name, value: name.toLowerCase() });
const PAPERS = [
  { label: 'Photos', value: 'photos' },
  { label: 'Plan', value: 'plan.pdf', file: true },
];

/** What the archive answers. */
const ANSWERS: Readonly<Record<string, unknown>> = {
  '/me': {},
  '/regions': [option('North'), option('South')],
  '/lists': [option('Letters'), option('Parcels')],
  '/lists/letters/fields': [
    { name: 'sender', type: 'select', label: 'Sender', required: true, options: [option('Ann'), option('Bob')] },
  ],
  '/hooks': { id: 'h1' },
  '/entries?in=': PAPERS,
  '/entries?in=photos': [{ label: 'May', value: 'may' }],
  '/entries?in=%2F': PAPERS,
  '/entries?in=%2Fphotos': [{ label: 'Beach', value: 'beach.png', file: true }],
};

const rpc = (name: string, url: string, connection?: string) => ({
  name,
  label: name,
  ...(connection !== undefined && { connection }),
  communication: { url, response: { iterate: '{{body}}' } },
});

/** An app that asks its service for choices while a connection, a webhook and a module are set up. */
function filesFor(origin: string): Record<string, string> {
  const files = {
    'manifest.json': {
      name: 'archive',
      label: 'Archive',
      version: '1.0.0',
      base: { baseUrl: origin, headers: { key: '{{connection.key}}' }, log: { sanitize: ['request.headers.key'] } },
      groups: [{ label: 'Archive', modules: ['watchList', 'takePaper'] }],
    },
    'connections/archive.json': {
      name: 'archive',
      label: 'Archive',
      parameters: [
        { name: 'region', type: 'select', label: 'Region', required: true, options: 'rpc://listRegions' },
        { name: 'office', type: 'select', label: 'Office', options: 'rpc://listLists' },
        { name: 'key', type: 'password', label: 'Key', required: true },
      ],
      communication: {
        url: `${origin}/me`,
        headers: { key: '{{parameters.key}}' },
        log: { sanitize: ['request.headers.key'] },
      },
    },
    'webhooks/list-events.json': {
      name: 'listEvents',
      label: 'What comes in',
      connection: 'archive',
      parameters: [
        {
          name: 'list',
          type: 'select',
          label: 'List',
          required: true,
          options: { store: 'rpc://listLists', nested: 'rpc://listFields' },
        },
      ],
      attach: { url: '/hooks', method: 'POST', body: { list: '{{parameters.list}}', sender: '{{parameters.sender}}' } },
      detach: { url: '/hooks/h1', method: 'DELETE' },
    },
    'modules/watch-list.json': {
      name: 'watchList',
      label: 'Watch a List',
      description: 'Starts when something comes in.',
      moduleType: 'instant_trigger',
      webhook: 'listEvents',
      interface: [{ name: 'id', type: 'text', label: 'ID' }],
    },
    'modules/take-paper.json': {
      name: 'takePaper',
      label: 'Take a Paper',
      description: 'Takes it.',
      moduleType: 'action',
      connection: 'archive',
      communication: { url: '/entries' },
      mappableParams: [
        {
          name: 'shelf',
          type: 'folder',
          label: 'Shelf',
          options: { store: 'rpc://listEntries?in={{parameters.shelf}}', showRoot: false },
        },
        {
          name: 'box',
          type: 'folder',
          label: 'Box',
          options: { store: 'rpc://listEntries?in=', singleLevel: true, showRoot: false },
        },
        { name: 'paper', type: 'file', label: 'Paper', options: 'rpc://listEntries?in={{parameters.paper}}' },
      ],
      interface: [{ name: 'id', type: 'text', label: 'ID' }],
    },
    'rpcs/list-regions.json': rpc('listRegions', `${origin}/regions`),
    'rpcs/list-lists.json': rpc('listLists', '/lists', 'archive'),
    'rpcs/list-fields.json': rpc('listFields', '/lists/{{parameters.list}}/fields', 'archive'),
    'rpcs/list-entries.json': rpc('listEntries', '/entries?in={{parameters.in}}', 'archive'),
  };
  return Object.fromEntries(Object.entries(files).map(([path, json]) => [path, JSON.stringify(json)]));
}

let upstream: RecordingUpstream;
let stage: WebStage;
let connection: string;
beforeAll(async () => {
  upstream = await startRecordingUpstream();
  upstream.answerTo = ({ path }: Recorded) => ({ status: path in ANSWERS ? 200 : 404, body: ANSWERS[path] ?? {} });
  stage = await openWebStage({ demo: false, env: { SONAR_CONNECT_PRIVATE_ORIGINS: upstream.origin } });
  await stage.call('POST', '/apps', { files: filesFor(upstream.origin) });
  const values = { region: 'north', key: 'key-1' };
  connection = String((await stage.call('POST', '/connections', { app: 'archive', name: 'First', values }))['id']);
}, 60_000);
afterAll(async () => {
  await stage.close();
  await upstream.close();
});

test('the form of a connection offers what the service lists; what needs the connection is typed until there is one', async () => {
  const page = await stage.open('/connections');
  await page.getByRole('button', { name: 'Create a connection' }).click();
  const dialog = page.getByRole('dialog', { name: 'Create a connection' });
  await dialog.getByRole('combobox', { name: 'App' }).click();
  await page.getByRole('option', { name: 'Archive' }).click();
  await dialog.getByText(/The choices could not be loaded: .*needs a connection/).waitFor();
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Type a value instead' }).click();
  await dialog.getByRole('textbox', { name: 'Office' }).fill('main');
  await dialog.getByRole('combobox', { name: 'Region' }).click();
  await page.getByRole('option', { name: 'South' }).click();
  await dialog.getByLabel(/^Key/).fill('key-2');
  await dialog.getByRole('button', { name: 'Continue' }).click();
  await page.getByRole('status').getByText('Connected to').waitFor();
  const { data } = await stage.call('GET', '/connections');
  expect(data).toMatchObject([{ values: { region: 'south', office: 'main' } }, { name: 'First' }]);
  expectNoTrouble(page);
}, 60_000);

test('the form of a webhook offers what the service lists for its connection, and the fields that come with it', async () => {
  const scene = await openScene(stage, [
    { id: 1, module: 'archive:watchList', parameters: { __IMTCONN__: connection } },
  ]);
  const { page } = scene;
  await scene.openModule(1);
  await page.getByRole('group', { name: 'Webhook', exact: true }).getByRole('button', { name: 'Add' }).click();
  const dialog = page.getByRole('dialog', { name: 'Create a webhook' });
  await dialog.getByRole('combobox', { name: 'List' }).click();
  await page.getByRole('option', { name: 'Letters' }).click();
  await dialog.getByRole('combobox', { name: 'Sender' }).waitFor();
  await expectAccessible(page);
  await dialog.getByRole('combobox', { name: 'Sender' }).click();
  await page.getByRole('option', { name: 'Bob' }).click();
  await dialog.getByRole('button', { name: 'Save' }).click();
  await dialog.waitFor({ state: 'detached' });
  const [step] = await scene.save();
  const { __IMTHOOK__: id = '' } = (step?.['parameters'] ?? {}) as { readonly __IMTHOOK__?: string };
  expect(await stage.call('GET', `/hooks/${id}`)).toMatchObject({ parameters: { list: 'letters', sender: 'bob' } });
  expectNoTrouble(page);

  const settings = await stage.open(`/webhooks/${id}?tab=settings`);
  await settings.getByRole('combobox', { name: 'Sender' }).click();
  await settings.getByRole('option', { name: 'Ann' }).click();
  await settings.getByRole('button', { name: 'Register with these' }).click();
  await settings.getByText('Saved.').waitFor();
  expect(await stage.call('GET', `/hooks/${id}`)).toMatchObject({ parameters: { list: 'letters', sender: 'ann' } });
  expectNoTrouble(settings);
}, 60_000);

test('folders are chosen without files and files inside of folders; a root that is not shown is not chosen', async () => {
  const scene = await openScene(stage, [
    { id: 1, module: 'archive:takePaper', parameters: { __IMTCONN__: connection } },
  ]);
  const { page } = scene;
  await scene.openModule(1);
  const browse = (label: string) =>
    page.locator('[data-field]', { hasText: label }).getByRole('button', { name: 'Browse' });
  await browse('Shelf').click();
  const shelves = page.getByRole('dialog', { name: 'Choose: Shelf' });
  await shelves.getByRole('button', { name: 'Photos, folder' }).waitFor();
  expect(await shelves.getByRole('button', { name: 'Plan' }).count()).toBe(0);
  expect(await shelves.getByRole('button', { name: 'Choose this folder' }).count()).toBe(0);
  await shelves.getByRole('button', { name: 'Photos, folder' }).click();
  await shelves.getByRole('button', { name: 'May, folder' }).click();
  await shelves.getByRole('button', { name: 'Choose this folder' }).click();

  await browse('Box').click();
  await page.getByRole('dialog', { name: 'Choose: Box' }).getByRole('button', { name: 'Photos, folder' }).click();

  await browse('Paper').click();
  const papers = page.getByRole('dialog', { name: 'Choose: Paper' });
  await papers.getByRole('button', { name: 'Photos, folder' }).click();
  await papers.getByRole('button', { name: 'Beach', exact: true }).waitFor();
  await expectAccessible(page);
  expect(await papers.getByRole('button', { name: 'Choose this folder' }).count()).toBe(0);
  await papers.getByRole('button', { name: 'Beach', exact: true }).click();
  const [step] = await scene.save();
  expect(step?.mapper).toEqual({ shelf: 'photos/may', box: 'photos', paper: '/photos/beach.png' });
  expectNoTrouble(page);
}, 60_000);
