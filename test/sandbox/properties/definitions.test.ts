import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { member, openStage } from '../stage.ts';
import type { Stage } from '../stage.ts';

let stage: Stage;

beforeEach(async () => {
  stage = await openStage();
});
afterEach(() => stage.sandbox.close());

const DANA = '+13105550142';
const define = (definition: object) => stage.control('POST', '/property_definitions', definition);

describe('a definition', () => {
  test.each([
    [{ name: 'has space', label: 'x', type: 'text' }, /no spaces/],
    [{ name: '', label: 'x', type: 'text' }, /no spaces/],
    [{ name: 'number', label: 'x', type: 'text' }, /taken by the system/],
    [{ name: 'name', label: 'x', type: 'text' }, /taken by the system/],
    [{ name: 'x', label: ' ', type: 'text' }, /label/],
    [{ name: 'x', label: 'x', type: 'colour' }, /type/],
    [{ name: 'x', label: 'x', type: 'single_choice' }, /a choice needs options/],
    [{ name: 'x', label: 'x', type: 'text', options: ['a'] }, /only choices have options/],
    [{ name: 'x', label: 'x', type: 'multiple_choice', options: ['a', 'a'] }, /stands twice/],
    [{ name: 'x', label: 'x', type: 'multiple_choice', options: ['a,b'] }, /no comma/],
    [{ name: 'x', label: 'x', type: 'text', access: ['nobody@example.com'] }, /no user nobody@example.com/],
  ])('is refused: %j', async (definition, error) => {
    const { status, body } = await define(definition);
    expect(status).toBe(400);
    expect(member(body, 'error')).toMatch(error);
    expect((await stage.control('GET', '/property_definitions')).body).toEqual([]);
  });

  test('has a technical name, a label, a type, and says whom it is shown to', async () => {
    const { status, body } = await define({ name: 'birthday', label: 'Date of birth', type: 'date' });
    expect(status).toBe(201);
    const stored = {
      name: 'birthday',
      label: 'Date of birth',
      type: 'date',
      options: [],
      shown_to_customer: false,
      shown_to_agent: true,
      access: [],
    };
    expect(body).toEqual({ ...stored, unfitting: 0 });
    expect((await stage.control('GET', '/property_definitions')).body).toEqual([stored]);
  });

  test('is known to callers of the API, without who may edit it', async () => {
    await define({
      name: 'size',
      label: 'Size',
      type: 'single_choice',
      options: ['S', 'M'],
      access: ['ada@acme-pets.example'],
    });
    expect((await stage.api('GET', '/v1/property_definitions')).body).toEqual([
      { name: 'size', label: 'Size', type: 'single_choice', options: ['S', 'M'] },
    ]);
  });

  test('leaves values from before as they are, and says how many no longer fit', async () => {
    const { body } = await define({ name: 'pet', label: 'Pet', type: 'number' });
    expect(member(body, 'unfitting')).toBe(1);
    const dana = (await stage.api('GET', `/v1/customers?phone_number=${encodeURIComponent(DANA)}`)).body;
    expect(member(dana, 'properties', 'pet')).toBe('Labrador');
  });

  test('can be changed and ended; then the property is free again', async () => {
    await define({ name: 'pet', label: 'Pet', type: 'number' });
    expect((await define({ name: 'pet', label: 'Pet', type: 'date' })).status).toBe(200);
    const save = () => stage.api('POST', '/v1/customers', { phone_number: DANA, properties: { pet: 'Poodle' } });
    expect((await save()).status).toBe(400);
    expect((await stage.control('DELETE', '/property_definitions', { name: 'pet' })).status).toBe(200);
    expect((await save()).status).toBe(200);
    expect((await stage.control('DELETE', '/property_definitions', { name: 'pet' })).status).toBe(404);
  });

  test('is gone after a reset', async () => {
    await define({ name: 'pet', label: 'Pet', type: 'text' });
    await stage.control('POST', '/reset');
    expect((await stage.control('GET', '/property_definitions')).body).toEqual([]);
  });
});

describe('people may edit a property only', () => {
  const change = (body: object) => stage.control('POST', '/customers/change', { phone_number: DANA, ...body });

  test('when it is shown to agents', async () => {
    await define({ name: 'score', label: 'Score', type: 'number', shown_to_agent: false });
    const { status, body } = await change({ properties: { score: 1 }, first_name: 'Dan' });
    expect([status, member(body, 'error')]).toEqual([403, 'The property score is not shown to agents']);
    const dana = (await stage.api('GET', `/v1/customers?phone_number=${encodeURIComponent(DANA)}`)).body;
    expect(member(dana, 'first_name')).toBe('Dana');
    expect((await stage.api('POST', '/v1/customers', { phone_number: DANA, properties: { score: 1 } })).status).toBe(
      200,
    );
  });

  test('when they are among those with access', async () => {
    await define({ name: 'score', label: 'Score', type: 'number', access: ['ada@acme-pets.example'] });
    const properties = { score: 1 };
    expect((await change({ properties })).status).toBe(403);
    expect((await change({ properties, acting_user: 'ben@acme-pets.example' })).status).toBe(403);
    expect((await change({ properties, acting_user: 'Ada@acme-pets.example' })).status).toBe(200);
    const removal = { phone_number: DANA, property_name: 'score' };
    expect((await stage.control('DELETE', '/customers/properties', removal)).status).toBe(403);
    const byAda = { ...removal, acting_user: 'ada@acme-pets.example' };
    expect((await stage.control('DELETE', '/customers/properties', byAda)).status).toBe(200);
  });
});

test('the panel and the Customers tab check values like the API', async () => {
  await define({ name: 'score', label: 'Score', type: 'number' });
  const properties = { score: 'many' };
  for (const [path, phone_number] of [
    ['/customers/change', DANA],
    ['/customers/create', '+13105550188'],
  ] as const) {
    expect((await stage.control('POST', path, { phone_number, properties })).body).toMatchObject({
      error: 'properties[score] does not have a valid value: expected a number such as 65535 or 3.14',
    });
  }
});
