import { expect, test } from '@jest/globals';
import { checkSource } from '../../../src/manifest/check-app.ts';
import { sourceOfFiles } from '../../../src/manifest/given-files.ts';
import { exportedApp } from './make-files.ts';

function check(files: Record<string, string>) {
  return checkSource(sourceOfFiles(files), '');
}

const WEBHOOK = '2b1c6f0e-8a4b-4c7a-9d53-0f6f4f1f2a11';
/** The folders have names of their own; modules name what they work with in all the ways there are. */
function syncedApp(): Record<string, string> {
  return {
    'metadata.json':
      '{ "label": "Acme", "description": "Things.", "language": "en", "theme": "#1eaa7d", "global": true }',
    'base.imljson': '{ "baseUrl": "https://api.acme.example" }',
    'groups.imljson': '[{ "label": "Things", "modules": ["getThing", "listThings", "watchThings"] }]',
    'install.imljson': '{}',
    'install-spec.imljson': '[]',
    'connections/acme/metadata.json':
      '{ "$id": "550e8400-e29b-41d4-a716-446655440000", "label": "Acme", "type": "oauth" }',
    'connections/acme/communication.imljson':
      '{ "authorize": { "url": "https://acme.example/oauth" }, "token": { "url": "https://acme.example/token" } }',
    'connections/acme/scope.imljson': '["read"]',
    'connections/acme/scopes.imljson': '{ "read": "Read things." }',
    'connections/acme/install.imljson': '{}',
    'connections/acme/install-spec.imljson': '[{ "name": "clientId", "type": "text", "label": "Client ID" }]',
    'modules/getThing/metadata.json':
      '{ "label": "Get", "description": "Gets.", "typeId": 4, "crud": "read", "attachedAccounts": ["acme-x1y2z3"] }',
    'modules/getThing/communication.imljson': '{ "url": "/thing", "response": { "output": "{{body}}" } }',
    'modules/getThing/interface.imljson': '[{ "name": "id", "type": "text" }]',
    'modules/listThings/metadata.json': '{ "label": "List", "typeId": 9, "attachedAccounts": ["connections/acme"] }',
    'modules/listThings/communication.imljson': '{ "url": "/things", "response": { "iterate": "{{body}}" } }',
    'modules/listThings/interface.imljson': '[{ "name": "id", "type": "text" }]',
    'modules/watchThings/metadata.json': `{ "label": "Watch", "typeId": 10, "crud": "read", "webhook": "${WEBHOOK}" }`,
    'modules/watchThings/interface.imljson': '[{ "name": "id", "type": "text" }]',
    'webhooks/things/metadata.json': `{ "$id": "${WEBHOOK}", "label": "Things", "type": "web", "connection": "acme" }`,
    'webhooks/things/communication.imljson': '{ "output": "{{body}}" }',
    'webhooks/things/attach.imljson':
      '{ "url": "/hooks", "method": "POST", "body": { "url": "{{webhook.url}}" }, "response": { "data": { "id": "{{body.id}}" } } }',
    'webhooks/things/detach.imljson': '{ "url": "/hooks/{{webhook.id}}", "method": "DELETE" }',
    'webhooks/things/publish.imljson': '{}',
    'rpc/listTags/metadata.json': '{ "label": "Tags", "connection": "acme" }',
    'rpc/listTags/communication.imljson': '{ "url": "/tags", "response": { "iterate": "{{body}}" } }',
    'functions/double/code.js': 'function double(n) { return n * 2; }',
    'functions/double/test/test.js': "it('doubles', () => { assert.ok(double(2) === 4); });",
  };
}

test('loads with RPCs in either folder, tests in a folder, and files that say nothing without a word', () => {
  const { app, problems } = check(syncedApp());
  expect(problems.map(({ code, file, pointer }) => `${code} ${file} ${pointer}`)).toEqual([
    'RENAMED_REFERENCE modules/getThing/metadata.json /attachedAccounts/0',
  ]);
  expect(app).toMatchObject({ name: 'acme', label: 'Acme', leftOut: [] });
  expect([...(app?.rpcs.keys() ?? [])]).toEqual(['listTags']);
  expect(app?.functions).toMatchObject([{ name: 'double', test: { path: 'functions/double/test/test.js' } }]);
  expect(app?.connections.get('acme')?.installForm.fields).toMatchObject([{ name: 'clientId' }]);
});

test('what a component works with is found by its folder, its identity, or as the only one there is', () => {
  const { app } = check(syncedApp());
  for (const name of ['getThing', 'listThings']) expect(app?.modules.get(name)).toMatchObject({ connection: 'acme' });
  expect(app?.modules.get('watchThings')).toMatchObject({ moduleType: 'instant_trigger', webhook: 'things' });
});

test('a connection that is an alias of one of another app is said to be that', () => {
  const files = syncedApp();
  files['connections/acme/metadata.json'] = '{ "$id": "550e8400", "label": "Acme", "aliasTo": "other-app" }';
  const { app, problems } = check(files);
  expect(problems).toContainEqual(
    expect.objectContaining({
      file: 'connections/acme/metadata.json',
      pointer: '/aliasTo',
      severity: 'warning',
      code: 'ALIASED_CONNECTION',
    }),
  );
  expect(app?.connections.get('acme')).toMatchObject({ aliasTo: 'other-app' });
});

test('of two connections none is guessed, and neither is that of another app without a sync', () => {
  const files = syncedApp();
  files['connections/other/metadata.json'] = '{ "$id": "c0ffee00-0000-4000-8000-000000000001", "label": "Other" }';
  files['connections/other/communication.imljson'] = '{}';
  expect(check(files).app?.leftOut).toMatchObject([{ name: 'getThing' }]);
  const exported = exportedApp();
  exported['modules/findThings/metadata.json'] = '{ "label": "Find Things", "connection": "google", "typeId": 9 }';
  expect(check(exported).app?.leftOut).toMatchObject([{ name: 'findThings' }]);
});
