import { describe, expect, test } from '@jest/globals';

import { compileCall } from '../../src/communication/compile.ts';
import type { Directive, DirectiveExample } from '../../src/communication/directive.ts';
import { DIRECTIVES } from '../../src/communication/directives/index.ts';
import { ConnectorError } from '../../src/core/errors.ts';
import { collectionOf, ownValue, type Collection } from '../../src/core/json.ts';
import type { HttpRequest } from '../../src/http/client.ts';
import { BASE, flat, runOnce } from './scripted-client.ts';

describe.each(DIRECTIVES.map((directive): [string, Directive] => [directive.name, directive]))('%s', (_, directive) => {
  test('says what it does and has examples', () => {
    expect(directive.summary).toMatch(/\.$/);
    expect(directive.examples).not.toHaveLength(0);
  });

  test.each(
    directive.examples.map((example): [string, DirectiveExample] => [JSON.stringify(example.manifest), example]),
  )('does what its example says: %s', async (_, example) => {
    if (example.expected.problems === undefined) await checkRun(example);
    else checkProblems(example);
  });
});

test('every directive is listed once', () => {
  const names = DIRECTIVES.flatMap(({ name, aliases = [] }) => [name, ...aliases]);
  expect(new Set(names).size).toBe(names.length);
});

async function checkRun({
  manifest,
  base = BASE,
  kind = 'module',
  given = {},
  expected,
}: DirectiveExample): Promise<void> {
  const { sent, result, error } = await runOnce(manifest, { kind, base, ...given });
  if (expected.error === undefined && error !== undefined) throw error;
  if (expected.error !== undefined) checkError(error, expected.error);
  if (expected.requests !== undefined) checkRequests(sent, expected.requests);
  if (expected.outputs !== undefined) expect(result?.outputs).toEqual(expected.outputs);
  if (expected.result !== undefined) expect(pick(result ?? {}, expected.result)).toEqual(expected.result);
}

function checkError(error: unknown, { name, message }: { readonly name: string; readonly message: string }): void {
  expect(error).toBeInstanceOf(ConnectorError);
  expect((error as ConnectorError).name).toBe(name);
  expect((error as ConnectorError).message).toContain(message);
}

function checkRequests(sent: readonly HttpRequest[], expected: readonly Collection[]): void {
  expect(sent).toHaveLength(expected.length);
  for (const [index, request] of expected.entries()) {
    expect(pick(flat(sent[index]!), request)).toMatchObject(request);
  }
}

/** The members of `actual` that `expected` names, also those that must not be there. */
function pick(actual: object, expected: Collection): Collection {
  return collectionOf(Object.keys(expected).map((key) => [key, ownValue(actual, key)]));
}

function checkProblems({ manifest, base = BASE, kind = 'module', expected }: DirectiveExample): void {
  let problems: unknown;
  try {
    compileCall(manifest, { kind, base });
  } catch (error) {
    problems = error instanceof ConnectorError ? error.problems.map(({ pointer, code }) => ({ pointer, code })) : error;
  }
  expect(problems).toEqual(expected.problems);
}
