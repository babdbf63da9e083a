import { expect, test } from '@jest/globals';
import { FAULT_EFFECTS, faultOf, faultText } from '../../../src/web/model/sandbox-fault.ts';
import { faultSchema } from '../../../src/sandbox/control/faults.ts';

const FORM = { effect: 'status', number: 503, method: '', path: '', times: undefined } as const;

test.each(FAULT_EFFECTS)('the sandbox takes what the form for "$label" asks for', ({ id, number }) => {
  const fault = faultOf({
    ...FORM,
    effect: id,
    number: number?.first ?? 0,
    method: 'POST',
    path: '/api/v1/tags',
    times: 2,
  });
  expect(faultSchema.safeParse(fault).error).toBeUndefined();
  expect(faultText(fault)).toContain('2 more times');
});

test('calls are matched only where something was filled in, and events never', () => {
  expect(faultOf(FORM)).toEqual({ status: 503 });
  expect(faultOf({ ...FORM, path: ' /api/v1/messages* ' })).toEqual({
    match: { path: '/api/v1/messages*' },
    status: 503,
  });
  expect(faultOf({ ...FORM, effect: 'duplicateDelivery', method: 'POST', times: 1 })).toEqual({
    duplicateDelivery: true,
    times: 1,
  });
});

test.each([
  [{ status: 503 }, 'All calls: answered 503, until it is removed'],
  [
    { match: { method: 'POST', path: '/api/v1/messages*' }, status: 429, retryAfter: 7, times: 1 },
    'POST /api/v1/messages*: answered 429, asked to come back after 7 s, 1 more time',
  ],
  [{ latencyMs: 3000, cutConnection: false }, 'All calls: answered after 3,000 ms, until it is removed'],
  [{ duplicateDelivery: true, times: 3 }, 'Events: delivered twice, 3 more times'],
])('%j reads "%s"', (fault, text) => {
  expect(faultText(fault)).toBe(text);
});
