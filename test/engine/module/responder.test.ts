import { expect, test } from '@jest/globals';

import { ConnectorError } from '../../../src/core/errors.ts';
import type { Json } from '../../../src/core/json.ts';
import { compileScenario } from '../../../src/engine/blueprint/blueprint.ts';
import { executeScenario } from '../../../src/engine/flow/run.ts';
import { runModule } from '../../../src/engine/module/run-module.ts';
import type { OwnFunction } from '../../../src/iml/evaluation.ts';
import { compileResponder } from '../../../src/manifest/responder.ts';
import { contextOf } from '../../communication/scripted-client.ts';
import { createHelpDesk, HELP_DESK } from '../help-desk.ts';
import { createStage } from '../stage.ts';

const app = HELP_DESK.get('help-desk')!;
const { services } = (await createStage()).process();

/** Answers the caller twice, with the number of each ticket. */
function answering(mapper: Json): Json {
  const answer = (id: number, ticket: Json): Json => ({
    id,
    module: 'help-desk:answerRequest',
    parameters: {},
    mapper: { ticket, ...(mapper as object) },
  });
  return {
    name: 'Answer',
    flow: [
      {
        id: 1,
        module: 'util:BasicTrigger',
        parameters: {
          values: [
            {
              spec: [
                { name: 'n', value: 7 },
                { name: 'text', value: '{{common.x}}' },
              ],
            },
          ],
        },
      },
      answer(2, '{{1.n}}'),
      answer(3, 8),
    ],
  };
}

async function answerOf(mapper: Json) {
  const replies: unknown[] = [];
  const outcome = await executeScenario(compileScenario(answering(mapper), HELP_DESK), {
    services: { ...services, http: createHelpDesk() },
    executionId: 'run_1',
    scenario: { id: 'scn_1', name: 'Answer' },
    connectionValues: () => ({}),
    onReply: (reply) => replies.push(reply),
  });
  return { outcome, replies };
}

test('a responder answers the caller with status, headers and body of its communication; the first answer counts', async () => {
  const { outcome, replies } = await answerOf({ message: 'Thank you' });
  expect(outcome).toMatchObject({ status: 'success', operations: 3 });
  expect(replies).toEqual([
    {
      status: 201,
      headers: { 'content-type': 'application/json', 'x-ticket': '7' },
      body: '{"ticket":7,"message":"Thank you"}',
    },
  ]);
});

test('what is mapped into an answer is text, never an expression', async () => {
  const { replies } = await answerOf({ message: '{{1.text}}' });
  expect(replies).toMatchObject([{ body: '{"ticket":7,"message":"{{common.x}}"}' }]);
});

test('a missing input keeps the answer back', async () => {
  const { outcome, replies } = await answerOf({ ticket: '' });
  expect(outcome).toMatchObject({ status: 'error', error: { name: 'BundleValidationError' } });
  expect(replies).toEqual([]);
});

test('run by itself it shows what it would answer', async () => {
  const { bundles } = await runModule(services, app, { module: 'answerRequest', input: { ticket: 3 } });
  expect(bundles).toEqual([
    {
      status: 201,
      headers: { 'content-type': 'application/json', 'x-ticket': '3' },
      body: '{"ticket":3,"message":"We will be in touch."}',
    },
  ]);
});

test('a text is answered as text, a type is honoured, and without anything the answer is an empty 200', () => {
  const { variables, clock, random, timezone, limits } = contextOf(createHelpDesk());
  const evaluation = { variables, clock, random, timezone, limits: limits.expression };
  expect(compileResponder({ response: { body: 'done' } })(evaluation)).toMatchObject({
    status: 200,
    headers: { 'content-type': 'text/plain; charset=utf-8' },
    body: 'done',
  });
  expect(compileResponder({ response: { type: 'urlencoded', body: { a: 'b c' } } })(evaluation).body).toBe('a=b+c');
  expect(compileResponder([{}, {}])(evaluation)).toMatchObject({ status: 200, body: '' });
});

test('an answer may be prepared in temp, and call functions of the app', () => {
  const { variables, clock, random, timezone, limits } = contextOf(createHelpDesk(), {
    variables: { parameters: { name: 'ada' } },
  });
  const shout: OwnFunction = ([text]) => `${String(text)}!`;
  const communication = {
    temp: { text: 'Hello {{shout(parameters.name)}}' },
    response: { body: '{{temp.text}}' },
  };
  const respond = compileResponder(communication, '', new Map([['shout', shout]]));
  expect(respond({ variables, clock, random, timezone, limits: limits.expression }).body).toBe('Hello ada!');
});

test('an expression that does not parse is a finding at its place', () => {
  const found = problemsOf(() => compileResponder({ response: { status: '{{1 +}}' } }, '/communication'));
  expect(found).toEqual(['/communication/response/status']);
});

function problemsOf(compile: () => unknown): readonly string[] {
  try {
    compile();
    return [];
  } catch (error) {
    return error instanceof ConnectorError ? error.problems.map(({ pointer }) => pointer) : [];
  }
}
