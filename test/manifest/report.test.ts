import { expect, test } from '@jest/globals';
import { reportOn } from '../../src/manifest/report.ts';
import { inFolder, smallApp } from './small-app.ts';

const module = (communication: unknown) =>
  JSON.stringify({
    name: 'getThing',
    label: 'Get a Thing',
    description: 'Gets a thing.',
    moduleType: 'action',
    actionCrud: 'read',
    connection: 'acme',
    communication,
    interface: [{ name: 'id', type: 'text', label: 'ID' }],
  });

test('the report has the findings of the check, and counts every directive once', async () => {
  const { problems, directives } = await inFolder(smallApp(), (folder) => reportOn(folder));
  expect(problems).toEqual([]);
  // baseUrl, headers, response.error, log.sanitize, url, method, qs, response.output, response.iterate, body, response.data
  expect(directives).toEqual({ native: 11, emulated: 0, unsupported: [] });
});

test('directives without an effect of their own are emulated, and those that are not carried out are named', async () => {
  const files = {
    ...smallApp(),
    'modules/get-thing.json': module({ url: '/a', gzip: true, rejectUnauthorized: true, endpoint: 'x', input: {} }),
  };
  const { problems, directives } = await inFolder(files, (folder) => reportOn(folder));
  expect(directives).toMatchObject({ emulated: 2, unsupported: ['endpoint', 'input'] });
  expect(problems.filter(({ code }) => code === 'UNSUPPORTED_DIRECTIVE')).toHaveLength(2);
});

test('the directives of a webhook are its own', async () => {
  const files = smallApp();
  const webhook = JSON.parse(files['webhooks/new-thing.json']!) as object;
  const communication = { condition: '{{body.id}}', respond: { status: 202 }, output: '{{item}}' };
  files['webhooks/new-thing.json'] = JSON.stringify({ ...webhook, communication });
  const { problems, directives } = await inFolder(files, (folder) => reportOn(folder));
  expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  expect(directives).toEqual({ native: 14, emulated: 0, unsupported: [] });
});

test('a folder without an app is reported as such', async () => {
  const { problems } = await inFolder({ 'readme.md': '' }, (folder) => reportOn(folder));
  expect(problems).toMatchObject([{ code: 'NO_MANIFEST' }]);
});
