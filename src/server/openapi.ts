import { z } from 'zod';
import { createDocument } from 'zod-openapi';
import type { ZodOpenApiOperationObject, ZodOpenApiPathsObject } from 'zod-openapi';
import { problem } from './contract/problem.ts';
import type { Operation } from './operation.ts';

/** The OpenAPI document of the API. */
export type OpenApiDocument = ReturnType<typeof createDocument>;

/** The OpenAPI 3.1 document of operations, made from the same schemas that check their requests. */
export function openApiDocument(operations: readonly Operation[], version: string): OpenApiDocument {
  return createDocument({
    openapi: '3.1.0',
    info: {
      title: 'Sonar Connect',
      version,
      description: 'Connections, webhooks, scenarios and their history. The server listens on this computer only.',
    },
    servers: [{ url: '/' }],
    tags: [...new Set(operations.map(({ tag }) => tag))].map((name) => ({ name })),
    paths: pathsOf(operations),
  });
}

/** The error statuses of an operation, its own and those that follow from what it takes. */
export function errorStatuses(operation: Operation): readonly number[] {
  const changes = operation.method !== 'get';
  const statuses = [
    400,
    403,
    ...(operation.params === undefined ? [] : [404]),
    ...(operation.idempotent === true ? [409, 422] : []),
    ...(operation.conditional === true ? [412, 428] : []),
    ...(changes ? [413, 415] : []),
    ...(operation.errors ?? []),
    500,
  ];
  return [...new Set(statuses)].sort((a, b) => a - b);
}

function pathsOf(operations: readonly Operation[]): ZodOpenApiPathsObject {
  const paths: ZodOpenApiPathsObject = {};
  for (const operation of operations) {
    paths[operation.path] = { ...paths[operation.path], [operation.method]: describe(operation) };
  }
  return paths;
}

function describe(operation: Operation): ZodOpenApiOperationObject {
  const { operationId, summary, description, tag, body } = operation;
  return {
    operationId,
    summary,
    tags: [tag],
    ...(description === undefined ? {} : { description }),
    requestParams: parametersOf(operation),
    ...(body === undefined
      ? {}
      : { requestBody: { required: !body.safeParse({}).success, content: { 'application/json': { schema: body } } } }),
    responses: {
      [String(operation.result.status)]: successOf(operation),
      ...Object.fromEntries(errorStatuses(operation).map((status) => [String(status), PROBLEM])),
    },
  } as ZodOpenApiOperationObject;
}

const PROBLEM = {
  description: 'The request was not carried out.',
  content: { 'application/problem+json': { schema: problem } },
};

function parametersOf({ params, query, conditional, idempotent }: Operation): object {
  const headers = {
    ...(conditional === true && { 'If-Match': IF_MATCH }),
    ...(idempotent === true && { 'Idempotency-Key': IDEMPOTENCY_KEY }),
  };
  return {
    ...(params === undefined ? {} : { path: params }),
    ...(query === undefined ? {} : { query }),
    ...(Object.keys(headers).length === 0 ? {} : { header: z.object(headers) }),
  };
}

const IF_MATCH = z.string().meta({ description: 'ETag of the version the change is based on.' });
const IDEMPOTENCY_KEY = z
  .string()
  .max(255)
  .optional()
  .meta({ description: 'A random key: a repeated request gets the first answer for 24 hours.' });

function successOf({ result }: Operation): object {
  const { description, schema, contentType = 'application/json' } = result;
  return schema === undefined ? { description } : { description, content: { [contentType]: { schema } } };
}
