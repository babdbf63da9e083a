import type { ServerResponse } from 'node:http';
import type { z } from 'zod';
import type { ServerContext } from './parts.ts';

/** Methods of the API. */
export type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';

/** What a handler is called with: everything has been checked. */
export interface Call<Params, Query, Body> {
  readonly parts: ServerContext;
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
  /** The version an update is based on, from `If-Match`; 0 for operations without it. */
  readonly version: number;
  /** Aborted when the caller goes away. */
  readonly signal: AbortSignal;
}

/** What a handler answers. */
export interface Answer<Body> {
  readonly body: Body;
  /** Becomes the ETag. */
  readonly version?: number;
  readonly location?: string;
  /** Writes the body itself, after status and headers: for streams. */
  readonly stream?: (response: ServerResponse) => void;
}

/** One operation as it is declared: route, validation and documentation come from it. */
export interface OperationSpec<
  Params extends z.ZodType = z.ZodType,
  Query extends z.ZodType = z.ZodType,
  Body extends z.ZodType = z.ZodType,
  Result extends z.ZodType = z.ZodType,
> {
  readonly method: Method;
  /** With parameters in braces, for example `/api/v1/apps/{app}`. */
  readonly path: string;
  readonly operationId: string;
  readonly tag: string;
  /** One line without a full stop. */
  readonly summary: string;
  readonly description?: string;
  readonly params?: Params;
  readonly query?: Query;
  readonly body?: Body;
  /** Most bytes of the body. @default 1048576 */
  readonly bodyLimit?: number;
  /** Needs `If-Match`. */
  readonly conditional?: true;
  /** Takes an `Idempotency-Key`: a repeated request gets the first answer and does nothing. */
  readonly idempotent?: true;
  readonly result: {
    readonly status: 200 | 201 | 202 | 204;
    readonly description: string;
    readonly schema?: Result;
    /** @default application/json */
    readonly contentType?: string;
  };
  /** Error statuses of its own, beside those every operation has. */
  readonly errors?: readonly number[];
}

/** An operation ready to be routed. */
export interface Operation extends OperationSpec {
  /** Does it; the call holds what the schemas of the operation made. */
  readonly handle: (call: Call<unknown, unknown, unknown>) => Promise<Answer<unknown>>;
}

/** Declares an operation: the types of its handler follow from its schemas. */
export function operation<
  Params extends z.ZodType = z.ZodUndefined,
  Query extends z.ZodType = z.ZodUndefined,
  Body extends z.ZodType = z.ZodUndefined,
  Result extends z.ZodType = z.ZodUndefined,
>(
  spec: OperationSpec<Params, Query, Body, Result>,
  handle: (
    call: Call<z.output<Params>, z.output<Query>, z.output<Body>>,
  ) => Promise<Answer<z.output<Result>>> | Answer<z.output<Result>>,
): Operation {
  return {
    ...spec,
    handle: async (call) => handle(call as Call<z.output<Params>, z.output<Query>, z.output<Body>>),
  };
}
