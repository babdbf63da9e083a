import { ConnectorError } from '../core/errors.ts';
import { isCollection, type Collection } from '../core/json.ts';
import { checkDestination } from '../http/guard.ts';
import type { HttpRequest } from '../http/client.ts';
import type { CallAddress, CallContext, CallKind, CallResult, RequestPreview } from './call.ts';
import type { Phase, Step } from './directive.ts';
import { mayTurnPage, pageAfter, showPage } from './pages.ts';
import { buildRequest, fingerprintOf, previewOf, signed } from './request.ts';
import { createCallState, createRound, type CallState, type Gathered, type Page, type Round } from './round.ts';

/** A request as steps, and the one for the pages after it. */
export interface CompiledRequest {
  readonly steps: Readonly<Record<Phase, readonly Step[]>>;
  next?: CompiledRequest;
}

const FIRST_PAGE: Page = { number: 1, before: 0, bases: [] };
const AFTER_EXCHANGE = ['receive', 'store', 'emit', 'again'] as const;

/** Runs the requests in order; the outputs of the last one that made any are the result. */
export async function runCall(
  requests: readonly CompiledRequest[],
  kind: CallKind,
  context: CallContext,
): Promise<CallResult> {
  const call = createCallState(kind, context);
  for (const request of requests) {
    const round = await runPages(request, call);
    if (request === requests.at(-1)) perform(request, round, ['finish']);
  }
  return resultOf(call);
}

/** The first request that would be sent; requests before it that send nothing are run for what they prepare. */
export function previewCall(
  requests: readonly CompiledRequest[],
  kind: CallKind,
  context: CallContext,
): RequestPreview | undefined {
  const request = firstRequest(requests, createCallState(kind, context));
  return request === undefined ? undefined : previewOf(request);
}

/** The address of the first request and what `temp` holds by then; nothing is sent. */
export function addressOfCall(
  requests: readonly CompiledRequest[],
  kind: CallKind,
  context: CallContext,
): CallAddress | undefined {
  const call = createCallState(kind, context);
  const request = firstRequest(requests, call);
  if (request === undefined) return undefined;
  checkDestination(request.url, request.policy);
  return { url: request.url, temp: tempOf(call) };
}

function firstRequest(requests: readonly CompiledRequest[], call: CallState): HttpRequest | undefined {
  for (const request of requests) {
    const round = prepare(request, FIRST_PAGE, call);
    if (round.skipped) continue;
    if (round.draft.url !== undefined) return signed(buildRequest(round), round);
    perform(request, round, AFTER_EXCHANGE);
  }
  return undefined;
}

async function runPages(first: CompiledRequest, call: CallState): Promise<Round> {
  let request = first;
  let page = FIRST_PAGE;
  let gathered: Gathered | undefined;
  for (;;) {
    const round = await runRepeats(request, page, call);
    gathered = gather(gathered, round);
    if (request.next === undefined || !mayTurnPage(round)) {
      if (gathered !== undefined) call.result = gathered;
      return round;
    }
    page = pageAfter(round, gathered);
    request = request.next;
  }
}

/** Later pages are added to the earlier ones; whole arrays, as an RPC gives them, are joined to one. */
function gather(before: Gathered | undefined, round: Round): Gathered | undefined {
  const made = round.skipped && round.page.number > 1 ? undefined : round.gathered;
  if (before === undefined || made === undefined) return before ?? made;
  const [first] = before.list;
  const [second] = made.list;
  if (!made.many && Array.isArray(first) && Array.isArray(second)) {
    before.list[0] = [...(first as unknown[]), ...(second as unknown[])];
    return before;
  }
  for (const output of made.list) before.list.push(output);
  return before;
}

async function runRepeats(request: CompiledRequest, page: Page, call: CallState): Promise<Round> {
  for (let reruns = 0; ; reruns += 1) {
    const round = await runRound(request, page, call);
    if (round.again === undefined) return round;
    const { delay, limit } = round.again;
    if (reruns >= limit || call.repeats >= call.context.limits.call.repeats) {
      call.warnings.push(
        `The condition of "repeat" was still met after ${reruns} repetitions; the last answer counts.`,
      );
      return round;
    }
    call.repeats += 1;
    await pause(delay, call);
  }
}

async function runRound(request: CompiledRequest, page: Page, call: CallState): Promise<Round> {
  const round = prepare(request, page, call);
  if (round.skipped) return round;
  if (round.draft.url !== undefined) {
    const http = buildRequest(round);
    if (request.next !== undefined) round.sent = fingerprintOf(http);
    round.stalled = round.sent !== undefined && round.sent === page.sent;
    if (round.stalled) return round;
    call.requests += 1;
    round.response = await call.context.http.send(signed(http, round));
  }
  perform(request, round, AFTER_EXCHANGE);
  return round;
}

/** Everything up to the exchange. */
function prepare(request: CompiledRequest, page: Page, call: CallState): Round {
  const round = createRound(call, page);
  if (request.next !== undefined) showPage(round);
  perform(request, round, ['prepare']);
  if (round.skipped) return round;
  perform(request, round, ['address']);
  if (round.draft.url !== undefined) perform(request, round, ['build']);
  return round;
}

function perform(request: CompiledRequest, round: Round, phases: readonly Phase[]): void {
  for (const phase of phases) {
    for (const step of request.steps[phase]) step(round);
  }
}

async function pause(delay: number, { context }: CallState): Promise<void> {
  try {
    await context.clock.sleep(delay, context.signal);
  } catch (cause) {
    throw new ConnectorError('ExecutionInterruptedError', 'The run was stopped while it waited to repeat a request.', {
      cause,
    });
  }
}

function resultOf(call: CallState): CallResult {
  const { data, metadata, uid, expires, scope, oauth, polled, warnings } = call;
  const temp = tempOf(call);
  return {
    outputs: call.result?.list ?? [],
    ...(data !== undefined && { data }),
    ...(metadata !== undefined && { metadata }),
    ...(uid !== undefined && { uid }),
    ...(expires !== undefined && { expires }),
    ...(scope !== undefined && { scope }),
    ...(oauth !== undefined && { oauth }),
    ...(Object.keys(temp).length > 0 && { temp }),
    ...(polled !== undefined && { polled }),
    warnings,
  };
}

function tempOf({ variables }: CallState): Collection {
  return isCollection(variables['temp']) ? variables['temp'] : {};
}
