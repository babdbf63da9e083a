import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { BUILT_IN_FUNCTIONS } from '../../src/iml/functions/index.ts';
import { KEYWORDS } from '../../src/iml/keywords.ts';
import { openStage, type ServerStage } from './stage.ts';

let stage: ServerStage;

beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

const evaluate = async (body: object) => stage.call('POST', '/api/v1/iml/evaluate', { body });

test('lists every function and keyword with its signature', async () => {
  const { body } = await stage.call('GET', '/api/v1/iml/functions');
  const { data } = body as { data: { name: string; group: string; signature: string }[] };
  expect(data.map(({ name }) => name)).toEqual([...BUILT_IN_FUNCTIONS.keys(), ...KEYWORDS.keys()]);
  expect(data.find(({ name }) => name === 'ifempty')).toMatchObject({
    group: 'general',
    signature: 'ifempty(value; default; …)',
    examples: expect.arrayContaining([{ expression: 'ifempty(""; "B")', result: 'B' }]),
  });
  expect(data.find(({ name }) => name === 'erase')).toMatchObject({ group: 'keyword', signature: 'erase' });
});

test('every example of the list gives its result when it is evaluated', async () => {
  const { body } = await stage.call('GET', '/api/v1/iml/functions');
  const { data } = body as { data: { name: string; examples: { expression: string; given?: object }[] }[] };
  const examples = data.filter(({ name }) => name === 'get' || name === 'formatDate').flatMap((each) => each.examples);
  expect(examples.length).toBeGreaterThan(4);
  for (const example of examples) {
    const value = `{{${example.expression}}}`;
    const answer = await evaluate({ value, bundles: example.given ?? {}, timezone: 'UTC', lenient: true });
    expect({ example, answer: answer.body }).toMatchObject({ answer: { error: null } });
  }
});

test('names the mapped values that gave nothing', async () => {
  const bundles = { 1: { customer: { name: 'Ada' } } };
  const { body } = await evaluate({ value: '{{1.customer.name}} {{1.customer.zip}} {{3.id}}', bundles });
  expect(body).toMatchObject({
    result: 'Ada  ',
    missing: [
      { path: '1.customer.zip', reason: 'Item zip is not in this bundle.' },
      { path: '3.id', reason: 'Module 3 has no data yet.' },
    ],
    error: null,
    findings: [],
  });
});

test('refuses a text that cannot be read, unless asked to be lenient', async () => {
  const value = 'A {{1.a +}}';
  expect((await evaluate({ value })).status).toBe(422);
  expect(await evaluate({ value, lenient: true })).toMatchObject({
    status: 200,
    body: {
      result: null,
      type: 'empty',
      error: { message: 'The expression ends too early.', start: 9, end: 10 },
      findings: [{ code: 'IML_SYNTAX' }],
    },
  });
});

test('says where an evaluation failed', async () => {
  const value = 'On {{formatDate(1.when; "YYYY")}}';
  const { body } = await evaluate({ value, bundles: { 1: { when: 'soon' } }, lenient: true });
  const { error } = body as { error: { start: number; end: number; message: string } };
  expect(value.slice(error.start, error.end)).toBe('formatDate');
  expect(error.message).toContain('formatDate');
});

test('an error inside of a collection has no offsets, and a collection no findings', async () => {
  const { body } = await evaluate({ value: { a: '{{1.b[0]}}', b: '{{1.a +}}' }, lenient: true });
  expect(body).toMatchObject({ findings: [], error: { message: 'The expression ends too early.' } });
  expect(body).not.toHaveProperty('error.start');
});

test('finds doubtful texts and corrects them', async () => {
  const { body } = await evaluate({ value: '{{formatDate(now, YYYY)}}', lenient: true });
  expect(body).toMatchObject({ findings: [{ code: 'IML_COMMA', replacement: '{{formatDate(now; YYYY)}}' }] });
});

test('takes bundles as the history shows them', async () => {
  const when = { $value: 'date', of: '2026-03-01T12:00:00.000Z' };
  const long = { $value: 'cut', of: 'first part', size: 99_999 };
  const bundles = { 1: { when, long, own: { $value: 'mine', of: 1 } } };
  const value = '{{formatDate(1.when; "YYYY")}} {{1.long}} {{1.own.of}}';
  expect((await evaluate({ value, bundles, timezone: 'UTC' })).body).toMatchObject({ result: '2026 first part 1' });
});

test('lists time zones', async () => {
  const { body } = await stage.call('GET', '/api/v1/timezones');
  expect(body).toMatchObject({ data: expect.arrayContaining(['UTC', 'Europe/Berlin', 'America/Los_Angeles']) });
});
