import type { IncomingHttpHeaders } from 'node:http';
import { collectionOf } from '../../core/json.ts';
import type { Collection } from '../../core/json.ts';
import { authRefusal, findCredentials } from './auth.ts';
import type { Credentials } from './auth.ts';
import { parseBody, parseForm } from './body.ts';
import type { BodyOutcome } from './body.ts';
import { companyRefusal } from '../service/company.ts';
import { refusal } from './reply.ts';
import type { Reply } from './reply.ts';
import type { Route } from './routes.ts';
import type { Sonar } from '../service/sonar.ts';

/** A request read into parameters. */
export interface IncomingCall {
  /** Query and body merged; the body wins. */
  readonly params: Collection;
  readonly credentials: Credentials;
  /** Whether the body could be read at all. */
  readonly body: BodyOutcome;
}

/** Reads a request; `query` is without the question mark. */
export function readCall(headers: IncomingHttpHeaders, query: string, raw: Buffer): IncomingCall {
  const fields = parseForm(query) ?? {};
  const body = parseBody(raw, headers['content-type'] ?? '');
  const sent = body.ok ? body.params : {};
  const params = collectionOf([...Object.entries(fields), ...Object.entries(sent)]);
  return { params, credentials: findCredentials(headers, sent, fields), body };
}

/** Answers a request for a route: first the token, then the company's state, then the parameters. */
export function answerCall(sonar: Sonar, route: Route, incoming: IncomingCall, path: Record<string, string>): Reply {
  const { credentials, params, body } = incoming;
  return (
    authRefusal(sonar.world, credentials, route.access) ??
    companyRefusal(sonar.world, 'any call') ??
    (body.ok ? route.handler({ sonar, params, path }) : refusal(body.status, body.error))
  );
}
