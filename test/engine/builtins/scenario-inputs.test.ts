import { expect, test } from '@jest/globals';
import { blueprint, observe, type ModuleText } from '../fixtures.ts';

/** A scenario that greets, as Make writes one with inputs and outputs. */
const start = (...inputs: Record<string, unknown>[]): ModuleText => ({
  id: 1,
  module: 'scenario-service:StartSubscenario',
  version: 2,
  metadata: { interface: inputs },
});
const GREETING: ModuleText = {
  id: 2,
  module: 'scenario-service:ReturnData',
  version: 2,
  mapper: { greeting: 'Hello {{1.who}}', count: '{{length(1.who)}}' },
};
const WHO = { name: 'who', type: 'text', required: true };

test('a scenario gets the inputs of whoever runs it, and gives back what is mapped', async () => {
  const { outcome, operations } = await observe(blueprint([start(WHO), GREETING]), {
    trigger: { bundles: [{ who: 'Ada' }] },
  });
  expect(outcome.status).toBe('success');
  expect(operations.at(-1)).toMatchObject({ moduleId: 2, outputs: [{ greeting: 'Hello Ada', count: 3 }] });
});

test('without inputs it runs with their defaults', async () => {
  const { operations } = await observe(blueprint([start({ ...WHO, default: 'you' }), GREETING]));
  expect(operations.at(-1)).toMatchObject({ outputs: [{ greeting: 'Hello you', count: 3 }] });
});

test('without a mandatory input nothing is run, and the input is named', async () => {
  const { outcome } = await observe(blueprint([start(WHO), GREETING]));
  expect(outcome).toMatchObject({
    status: 'error',
    error: { name: 'BundleValidationError', message: expect.stringContaining('"who" is mandatory') },
  });
});
