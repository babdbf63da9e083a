import { createHash, timingSafeEqual } from 'node:crypto';
import { ownValue } from '../core/json.ts';
import type { HookChecks, HookRecord } from '../store/records.ts';
import { compileAddressList } from './address-list.ts';
import { ANSWERS } from './http-answer.ts';
import type { HttpAnswer } from './http-answer.ts';
import { SIGNATURE_SCHEMES } from './signature.ts';
import type { SignedRequest } from './signature.ts';

/** What is known of a request before its body. */
export interface RequestHead {
  readonly headers: SignedRequest['headers'];
  readonly remoteAddress: string;
}

/** A whole request. */
export interface WholeRequest extends SignedRequest {
  /** The body as a value. @throws ConnectorError when it cannot be read. */
  readonly parsed: () => unknown;
}

/** The checks of one hook, compiled: each gives the answer of a refusal, or undefined to let the request pass. */
export interface CompiledChecks {
  head(request: RequestHead): HttpAnswer | undefined;
  body(request: WholeRequest): HttpAnswer | undefined;
}

/** Opens a text that was sealed for a record. Throws when it cannot. */
export type OpenSealed = (recordId: string, sealed: string) => string;

type Check<Request> = (request: Request) => HttpAnswer | undefined;
type CompileCheck<Request> = (checks: HookChecks, open: (sealed: string) => string) => Check<Request> | undefined;

/** Checks that need no body, cheapest first. */
const HEAD_CHECKS: readonly CompileCheck<RequestHead>[] = [
  ({ cidrs }) => {
    if (cidrs === undefined) return undefined;
    const allows = compileAddressList(cidrs);
    return ({ remoteAddress }) => (allows(remoteAddress) ? undefined : ANSWERS.foreignAddress);
  },
  ({ header }, open) => {
    if (header === undefined) return undefined;
    const name = header.name.toLowerCase();
    const isSecret = opensLater(() => equalTo(open(header.sealedValue)));
    return ({ headers }) => verdict(isSecret, (matches) => matches(headers[name]), ANSWERS.badSecret);
  },
];

/** Checks of the body. */
const BODY_CHECKS: readonly CompileCheck<WholeRequest>[] = [
  ({ signature }, open) => {
    if (signature === undefined) return undefined;
    const { scheme, sealedSecret, ...settings } = signature;
    const isSigned = opensLater(() => SIGNATURE_SCHEMES[scheme]({ ...settings, secret: open(sealedSecret) }));
    return (request) => verdict(isSigned, (signed) => signed(request), ANSWERS.badSignature);
  },
  ({ companyKey }) => {
    if (companyKey === undefined) return undefined;
    const isOurs = equalTo(companyKey);
    return ({ parsed }) => (isOurs(companyKeyIn(parsed)) ? undefined : ANSWERS.foreignCompany);
  },
];

/** The checks a hook asks for. A check that cannot be made refuses: 503 when its secret cannot be opened. */
export function compileChecks({ id, checks }: Pick<HookRecord, 'id' | 'checks'>, open: OpenSealed): CompiledChecks {
  const openOwn = (sealed: string): string => open(id, sealed);
  return {
    head: firstRefusal(HEAD_CHECKS.map((compile) => compile(checks, openOwn))),
    body: firstRefusal(BODY_CHECKS.map((compile) => compile(checks, openOwn))),
  };
}

function firstRefusal<Request>(checks: readonly (Check<Request> | undefined)[]): Check<Request> {
  const present = checks.filter((check) => check !== undefined);
  return (request) => {
    for (const check of present) {
      const refusal = check(request);
      if (refusal !== undefined) return refusal;
    }
    return undefined;
  };
}

/** Opens a secret when it is first needed, once; failing, it is tried again with the next request. */
function opensLater<Value>(open: () => Value): () => Value | undefined {
  let value: Value | undefined;
  return () => {
    try {
      return (value ??= open());
    } catch {
      return undefined;
    }
  };
}

function verdict<Secret>(
  secret: () => Secret | undefined,
  passes: (secret: Secret) => boolean,
  refusal: HttpAnswer,
): HttpAnswer | undefined {
  const known = secret();
  if (known === undefined) return ANSWERS.cannotVerify;
  return passes(known) ? undefined : refusal;
}

/** Compares digests, which have the same length whatever is given, in constant time. */
function equalTo(expected: string): (given: unknown) => boolean {
  const digest = sha256(expected);
  return (given) => typeof given === 'string' && expected !== '' && timingSafeEqual(sha256(given), digest);
}

function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

function companyKeyIn(parsed: () => unknown): unknown {
  try {
    return ownValue(parsed(), 'company_publishable_key');
  } catch {
    return undefined;
  }
}
