import type { ConnectorError } from './errors.ts';
import type { Position, Problem } from './source.ts';

/** An error as data for people and programs, in the shape of RFC 9457 (`application/problem+json`). */
export interface ProblemDocument {
  /** Address of the documentation of the code. */
  readonly type: string;
  /** What errors of this code mean. */
  readonly title: string;
  readonly status: number;
  /** What happened this time. */
  readonly detail: string;
  /** Stable name from the error table. */
  readonly code: string;
  /** What to do. */
  readonly fix: string;
  readonly errors?: readonly {
    readonly pointer: string;
    readonly severity: Problem['severity'];
    readonly detail: string;
    readonly code: string;
    readonly fix?: string;
    readonly file?: string;
    readonly position?: Position;
  }[];
  readonly upstream?: { readonly status: number; readonly body: string };
  readonly retryAfterMs?: number;
}

/** The document of an error; it holds nothing the error does not show. */
export function problemDocument(error: ConnectorError): ProblemDocument {
  const errors = error.problems.map((problem) => ({
    pointer: problem.pointer,
    severity: problem.severity,
    detail: problem.message,
    code: problem.code,
    ...(problem.fix === undefined ? {} : { fix: problem.fix }),
    ...(problem.file === undefined ? {} : { file: problem.file }),
    ...(problem.position === undefined ? {} : { position: problem.position }),
  }));
  return {
    type: `/docs/reference/errors#${error.name.toLowerCase()}`,
    title: error.row.meaning,
    status: error.row.status,
    detail: error.message,
    code: error.name,
    fix: error.fix,
    ...(errors.length === 0 ? {} : { errors }),
    ...(error.upstream === undefined ? {} : { upstream: error.upstream }),
    ...(error.retryAfterMs === undefined ? {} : { retryAfterMs: error.retryAfterMs }),
  };
}
