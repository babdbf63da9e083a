import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { member } from '../stage.ts';
import { openOutbound } from './outbound-stage.ts';
import type { OutboundStage } from './outbound-stage.ts';

let stage: OutboundStage;
beforeEach(async () => {
  stage = await openOutbound();
});
afterEach(() => stage.sandbox.close());

const NEW = { name: 'Chat', department_id: 1, text_key: 'need_to_chat' };
const REST = 'Call |DEPARTMENT_PHONE_NUMBER|. Email |DEPARTMENT_EMAIL|. Reply STOP to unsubscribe.';

async function bodyOfTriggered(): Promise<unknown> {
  const answer = await stage.call('POST', '/triggered_messages', { trigger: 'invoice_created', account_id: 2 });
  return member(answer.body, 'messages', 0, 'body');
}

test('there are exactly six texts, and every one says how to unsubscribe', async () => {
  expect((await stage.call('GET', '/signature_texts')).body).toEqual([
    { key: 'unsubscribe_only', text: 'Reply STOP to unsubscribe.' },
    { key: 'something_else', text: `Need something else? ${REST}` },
    { key: 'more_information', text: `Looking for more information? ${REST}` },
    { key: 'have_a_question', text: `Have a question? ${REST}` },
    { key: 'need_to_chat', text: `Need to chat? ${REST}` },
    { key: 'here_to_help', text: `We're here to help! ${REST}` },
  ]);
});

test('any other text is refused', async () => {
  const answer = await stage.call('POST', '/signatures', { ...NEW, text_key: 'Bye!' });
  expect(answer).toMatchObject({ status: 400, body: { error: expect.stringContaining('text_key') } });
});

test('the variables are those of the department, and follow it when it changes', async () => {
  await stage.call('POST', '/signatures', { ...NEW, default_for_triggered: true });
  expect(await bodyOfTriggered()).toBe(
    'A new invoice for Example Bakery is ready. Need to chat? Call (757) 555-0100. ' +
      'Email support@acme-internet.example. Reply STOP to unsubscribe.',
  );
  await stage.call('POST', '/departments', { id: 1, phone_number: '(757) 555-0199' });
  expect(await bodyOfTriggered()).toContain('Call (757) 555-0199.');
});

test('a value that looks like a variable is not filled in again', async () => {
  await stage.call('POST', '/signatures', { ...NEW, default_for_triggered: true });
  await stage.call('POST', '/departments', { id: 1, phone_number: '|DEPARTMENT_EMAIL|' });
  await stage.page('POST', '/accounts', { id: 2, name: '|CONTACT_NAME|' });
  expect(await bodyOfTriggered()).toMatch(
    /^A new invoice for \|CONTACT_NAME\| is ready\..* Call \|DEPARTMENT_EMAIL\|\./,
  );
});

test('a name is there once in an instance; another instance may have it too', async () => {
  expect((await stage.call('POST', '/signatures', { ...NEW, name: 'short' })).status).toBe(409);
  expect((await stage.call('POST', '/signatures', NEW)).status).toBe(201);
  expect((await stage.call('POST', '/signatures', NEW, 'fiber')).status).toBe(201);
});

test('each kind of text has one default at most: the newest takes it over', async () => {
  const defaults = async () =>
    ((await stage.call('GET', '/signatures')).body as { name: string; [flag: string]: unknown }[]).map((each) => [
      each.name,
      each['default_for_mass'],
      each['default_for_triggered'],
    ]);
  await stage.call('POST', '/signatures', { ...NEW, default_for_mass: true });
  expect(await defaults()).toEqual([
    ['Short', false, true],
    ['Questions', false, false],
    ['Chat', true, false],
  ]);
  await stage.call('POST', '/signatures', { id: 2, default_for_mass: true, default_for_triggered: true });
  expect(await defaults()).toEqual([
    ['Short', false, false],
    ['Questions', true, true],
    ['Chat', false, false],
  ]);
});

test('without a default a text needs a signature that is named', async () => {
  await stage.call('POST', '/signatures', { id: 1, default_for_triggered: false });
  const body = { trigger: 'invoice_created', account_id: 2 };
  expect(await stage.call('POST', '/triggered_messages', body)).toMatchObject({
    status: 400,
    body: { error: 'signature_id is missing: no signature is the default for triggered messages' },
  });
  await stage.call('POST', '/triggers', { trigger: 'invoice_created', signature_id: 2 });
  expect(await bodyOfTriggered()).toContain('Have a question?');
});

describe('what belongs together stays together', () => {
  test('a department a signature speaks for is not removed', async () => {
    expect(await stage.call('DELETE', '/departments', { id: 1 })).toMatchObject({
      status: 409,
      body: { error: 'The signature "Short" speaks for this department' },
    });
  });

  test('a signature that is removed is gone from the triggers too', async () => {
    await stage.call('POST', '/triggers', { trigger: 'invoice_created', signature_id: 2 });
    expect((await stage.call('DELETE', '/signatures', { id: 2 })).status).toBe(200);
    expect((await stage.call('DELETE', '/signatures', { id: 2 })).status).toBe(404);
    expect((await stage.call('GET', '/triggers')).body).toMatchObject([{ signature_id: null }, {}, {}, {}]);
    expect(await bodyOfTriggered()).toContain('Reply STOP to unsubscribe.');
  });

  test.each([
    [{ id: 99, name: 'X' }, 404, 'Signature not found'],
    [{ ...NEW, department_id: 99 }, 404, 'Department not found'],
    [{ name: 'X' }, 400, 'department_id is missing'],
  ])('%j is refused', async (body, status, error) => {
    expect(await stage.call('POST', '/signatures', body)).toMatchObject({ status, body: { error } });
  });
});
