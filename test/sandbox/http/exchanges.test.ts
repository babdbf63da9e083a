import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { openStage, read } from '../stage.ts';
import type { Answer, Stage } from '../stage.ts';

interface CaseRequest {
  readonly method: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly form?: string;
  readonly json?: unknown;
  readonly raw?: string;
}

interface Case {
  readonly name: string;
  readonly company?: string;
  readonly settings?: unknown;
  readonly before?: readonly CaseRequest[];
  readonly request: CaseRequest;
  readonly response: { readonly status: number; readonly body: unknown };
}

const CASES = JSON.parse(
  readFileSync(new URL('../../cases/sandbox/exchanges.json', import.meta.url), 'utf8'),
) as readonly Case[];

describe('an exchange answers byte for byte as written down', () => {
  let stage: Stage;

  beforeAll(async () => {
    stage = await openStage();
  });

  afterAll(() => stage.sandbox.close());

  test.each(CASES.map((each) => [each.name, each] as const))('%s', async (_name, each) => {
    await stage.control('POST', '/reset');
    if (each.company !== undefined) await stage.control('POST', '/company', { state: each.company });
    if (each.settings !== undefined) await stage.control('POST', '/settings', each.settings);
    for (const earlier of each.before ?? []) await perform(stage, earlier);

    const answer = await perform(stage, each.request);

    expect({ status: answer.status, text: answer.text }).toEqual({
      status: each.response.status,
      text: JSON.stringify(each.response.body),
    });
    expect(answer.headers.get('content-type')).toBe('application/json');
  });
});

async function perform({ sandbox }: Stage, request: CaseRequest): Promise<Answer> {
  const filled = (text: string): string =>
    text.replaceAll('$TOKEN', sandbox.token).replaceAll('$PUBLISHABLE_KEY', sandbox.publishableKey);
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers ?? {})) headers.set(name, filled(value));
  if (request.form !== undefined) headers.set('Content-Type', 'application/x-www-form-urlencoded');
  if (request.json !== undefined) headers.set('Content-Type', 'application/json');
  const body =
    request.form ?? request.raw ?? (request.json === undefined ? undefined : filled(JSON.stringify(request.json)));
  const url = `${sandbox.apiBase}${filled(request.path)}`;
  return read(await fetch(url, { method: request.method, headers, ...(body === undefined ? {} : { body }) }));
}
