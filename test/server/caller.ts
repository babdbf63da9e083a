import { expect } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import supertest from 'supertest';
import { openApiDocument } from '../../src/server/openapi.ts';
import { OPERATIONS } from '../../src/server/operations.ts';

/** An answer with its body read; `body` is undefined when it is no JSON. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  readonly body: unknown;
}

/** Calls the server; every answer of the API has to be as the OpenAPI document says. */
export interface Caller {
  (
    method: string,
    path: string,
    options?: { readonly body?: unknown; readonly headers?: Readonly<Record<string, string>> },
  ): Promise<Answer>;
  /** Texts of all answers so far, headers included. */
  readonly seen: string[];
}

const document = openApiDocument(OPERATIONS, 'test');
const ajv = new Ajv2020({ strict: false, validateFormats: false });
ajv.addSchema(document, 'openapi');

export function createCaller(url: string): Caller {
  const seen: string[] = [];
  const call = async (...[method, path, options = {}]: Parameters<Caller>): Promise<Answer> => {
    const verb = method.toLowerCase() as 'get';
    let request = supertest(url)[verb](path).buffer(true);
    for (const [name, value] of Object.entries(options.headers ?? {})) request = request.set(name, value);
    const json = options.headers?.['Content-Type'] === undefined ? { 'Content-Type': 'application/json' } : {};
    if (options.body !== undefined) request = request.set(json).send(bodyText(options.body));
    const response = await request;
    seen.push(`${JSON.stringify(response.headers)}${response.text ?? ''}`);
    const answer = {
      status: response.status,
      headers: response.headers as Record<string, string>,
      text: response.text ?? '',
      body: parsed(response.text ?? ''),
    };
    expectDescribed(method, path, answer);
    return answer;
  };
  return Object.assign(call, { seen });
}

/** Fails unless the OpenAPI document has this answer for this operation. */
function expectDescribed(method: string, path: string, { status, headers, body }: Answer): void {
  const [address = ''] = path.split('?');
  const operation = OPERATIONS.find((each) => each.method === method.toLowerCase() && matches(each.path, address));
  if (operation === undefined) return;
  const type = (headers['content-type'] ?? '').split(';')[0] ?? '';
  const place = ['paths', operation.path, operation.method, 'responses', String(status)];
  if (status === 204) return expect(body).toBeUndefined();
  const pointer = [...place, 'content', type, 'schema'].map(escaped).join('/');
  const validate = ajv.getSchema(`openapi#/${pointer}`);
  if (validate === undefined)
    throw new Error(`${method} ${address} answered ${status} ${type}, which is not described`);
  void validate(body);
  expect({ operation: operation.operationId, status, errors: validate.errors ?? [] }).toMatchObject({ errors: [] });
}

function matches(template: string, path: string): boolean {
  return new RegExp(`^${template.replaceAll(/\{\w+\}/g, '[^/]+')}$`).test(path);
}

function escaped(segment: string): string {
  return encodeURIComponent(segment.replaceAll('~', '~0').replaceAll('/', '~1'));
}

function bodyText(body: unknown): string {
  return typeof body === 'string' ? body : JSON.stringify(body);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
