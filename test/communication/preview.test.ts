import { expect, test } from '@jest/globals';

import { compileCall } from '../../src/communication/compile.ts';
import { Secret } from '../../src/core/secret.ts';
import { contextOf, createScriptedClient } from './scripted-client.ts';

const BASE = { baseUrl: 'https://api.example.com', headers: { 'X-Token': '{{connection.token}}' } };
const given = {
  variables: { connection: { token: 'secret-token' }, parameters: { name: 'Jo' } },
  secrets: [new Secret('secret-token')],
};

test('shows the request as it would be sent, without secrets, and sends nothing', () => {
  const http = createScriptedClient();
  const call = compileCall(
    {
      url: '/c',
      method: 'POST',
      qs: { key: '{{connection.token}}' },
      body: { name: '{{parameters.name}}', t: '{{connection.token}}' },
    },
    { kind: 'module', base: BASE },
  );
  expect(call.preview(contextOf(http, given))).toEqual({
    method: 'POST',
    url: 'https://api.example.com/c?key=[secret]',
    headers: { 'X-Token': '[secret]', 'Content-Type': 'application/json' },
    body: '{"name":"Jo","t":"[secret]"}',
  });
  expect(http.sent).toEqual([]);
});

test('runs the requests that send nothing, and passes those over that would be skipped', () => {
  const call = compileCall(
    [{ temp: { id: 7 } }, { condition: false, url: '/never' }, { url: '/c/{{temp.id}}' }, { url: '/later' }],
    { kind: 'module', base: BASE },
  );
  expect(call.preview(contextOf(createScriptedClient(), given))?.url).toBe('https://api.example.com/c/7');
});

test('is undefined for a call that sends nothing', () => {
  const call = compileCall({ response: { output: 1 } }, { kind: 'module', base: BASE });
  expect(call.preview(contextOf(createScriptedClient()))).toBeUndefined();
});

test('refuses what sending would refuse', () => {
  const call = compileCall({ url: '{{parameters.name}}' }, { kind: 'module', base: BASE });
  const variables = { parameters: { name: 'https://evil.example.org' } };
  expect(() => call.preview(contextOf(createScriptedClient(), { variables }))).toThrow(/same origin/);
});
