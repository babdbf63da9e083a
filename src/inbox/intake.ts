import type { IncomingMessage, ServerResponse } from 'node:http';
import { ConnectorError } from '../core/errors.ts';
import { newId } from '../core/ids.ts';
import { REDACTED } from '../core/secret.ts';
import { inflate } from '../http/inflate.ts';
import type { DeliveryId, DeliveryRecord, HookId, HookRecord, ScenarioId } from '../store/records.ts';
import type { Sorted } from '../store/sorted.ts';
import type { DeliveryRecords } from '../store/store.ts';
import { plainAddress } from './address-list.ts';
import { createByteBudget } from './byte-budget.ts';
import { codingsOf, isReadableCoding, isReadableType } from './content-coding.ts';
import type { HookDirectory } from './hook-directory.ts';
import { compileSharedGate, createHookGates } from './hook-gate.ts';
import type { GateOptions, HookGate } from './hook-gate.ts';
import { HOOK_PATH } from './hook-path.ts';
import { ANSWERS, sendAnswer } from './http-answer.ts';
import type { HttpAnswer } from './http-answer.ts';
import type { UnreadDelivery } from './identify.ts';
import { parseBody } from './parse-delivery.ts';
import type { QueueDepths } from './queue-depths.ts';
import { readBody } from './read-body.ts';
import type { SharedAddresses, SharedWebhook } from './shared-addresses.ts';

/** What intake works with. */
export interface IntakeOptions extends GateOptions {
  readonly directory: HookDirectory;
  readonly deliveries: Pick<DeliveryRecords, 'accept'>;
  readonly depths: QueueDepths;
  /** Addresses that several accounts have in common. */
  readonly shared?: Pick<SharedAddresses, 'byToken' | 'hooksFor'>;
  /** Scenarios linked to a hook, switched off ones included. */
  readonly subscribers: (hookId: HookId) => readonly ScenarioId[];
  /** Called when new deliveries stand in the queue: wakes those who work them off. */
  readonly onAccepted: (hookId: HookId, scenarioIds: readonly ScenarioId[]) => void;
  /** A scenario's own answer to the delivery; undefined, or a promise of undefined, means 202. */
  readonly reply?: (deliveryId: DeliveryId, hookId: HookId) => Promise<HttpAnswer | undefined> | undefined;
  /** Told of a delivery that repeats another: no scenario will answer it. */
  readonly onDuplicate?: (deliveryId: DeliveryId) => void;
  /** Told when the store refuses; the sender gets 503. */
  readonly onProblem?: (error: unknown) => void;
  /** Address of the sender, for servers behind a proxy. @default the address of the socket */
  readonly addressOf?: (request: IncomingMessage) => string;
  /** Bytes of a body, as sent and decompressed. @default 5242880 */
  readonly maxBodyBytes?: number;
  /** Milliseconds until a body has to be there. @default 30000 */
  readonly bodyDeadlineMs?: number;
  /** Bytes that all bodies on their way into the store may take. @default 67108864 */
  readonly maxBufferedBytes?: number;
  /** How long an event id is unique, milliseconds. @default 7 days */
  readonly dedupeMs?: number;
}

const MIB = 1024 * 1024;
const DEDUPE_MS = 7 * 24 * 60 * 60 * 1000;
const EVENT_METHODS: ReadonlySet<string> = new Set(['POST', 'PUT', 'PATCH']);

/** One request on its way in. */
interface Request {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly remoteAddress: string;
  readonly query: string;
}

/** A request that is for one hook. */
interface Arriving {
  readonly incoming: Request;
  readonly hook: HookRecord;
  readonly gate: HookGate;
}

/**
 * The listener for everything below `/hooks/`: keeps a delivery, byte for byte, and answers 202 once it is durable.
 * What is not kept is refused: never is a delivery acknowledged and dropped.
 */
export function createIntake(options: IntakeOptions): (request: IncomingMessage, response: ServerResponse) => void {
  const { directory, deliveries, depths, subscribers, addressOf = socketAddress } = options;
  const { maxBodyBytes = 5 * MIB, dedupeMs = DEDUPE_MS, evaluation } = options;
  const budget = createByteBudget(Math.max(options.maxBufferedBytes ?? 64 * MIB, 2 * maxBodyBytes));
  const bodyLimits = { maxBytes: maxBodyBytes, deadlineMs: options.bodyDeadlineMs ?? 30_000, budget };
  const gateOf = createHookGates(options);

  return (request, response) => {
    const url = request.url ?? '';
    const mark = url.indexOf('?');
    const token = url.startsWith(HOOK_PATH) ? url.slice(HOOK_PATH.length, mark < 0 ? undefined : mark) : '';
    const hook = directory.byToken(token, request.socket);
    const query = mark < 0 ? '' : url.slice(mark + 1);
    const incoming = { request, response, remoteAddress: addressOf(request), query };
    if (hook === undefined) return takeShared(incoming, options.shared?.byToken(token));
    const arriving = { incoming, hook, gate: gateOf(hook) };
    const refusal = refuseHead(arriving);
    if (refusal !== undefined) return sendAnswer(request, response, refusal);
    read(incoming, (bytes, answered) => judge(arriving, bytes, answered));
  };

  /** A delivery at an address that several accounts have in common: whose it is stands in it. */
  function takeShared(incoming: Request, place: SharedWebhook | undefined): void {
    const { request, response } = incoming;
    if (place === undefined) return sendAnswer(request, response, ANSWERS.unknown);
    const gate = compileSharedGate(place, evaluation);
    const refusal = refuseForm(request, gate.challenges);
    if (refusal !== undefined) return sendAnswer(request, response, refusal);
    read(incoming, (bytes, answered) => {
      const delivery = unreadDelivery(incoming, bytes);
      const reception = gate.receive(delivery);
      if (reception === undefined) return answered(ANSWERS.noAccount);
      if (reception.handshake === true) return answered(reception.respond ?? ANSWERS.accepted);
      if (delivery.raw.method === 'GET') return answered(ANSWERS.badMethod);
      const hooks = options.shared?.hooksFor(place, reception.uids ?? []) ?? [];
      const ready = hooks
        .map((hook) => ({ incoming, hook, gate: gateOf(hook) }))
        .filter((arriving) => refuseHead(arriving) === undefined && refuseBody(arriving, delivery) === undefined);
      keepAll(ready, delivery, (answer) => answered(answer.status < 400 ? (reception.respond ?? answer) : answer));
    });
  }

  /** What one of several hooks cannot take makes the sender try again; those that have it know it then. */
  function keepAll(all: readonly Arriving[], delivery: UnreadDelivery, answered: Answered): void {
    let worst: HttpAnswer = ANSWERS.accepted;
    let left = all.length;
    if (left === 0) return answered(worst);
    for (const arriving of all) {
      keep(arriving, delivery, (answer) => {
        if (answer.status > worst.status || worst === ANSWERS.accepted) worst = answer;
        left -= 1;
        if (left === 0) answered(worst);
      });
    }
  }

  /** Everything that can be said before the body, so that nobody has to send one in vain. */
  function refuseHead({ incoming, hook, gate }: Arriving): HttpAnswer | undefined {
    const { request, remoteAddress } = incoming;
    if (hook.deletedAt !== null) return ANSWERS.deleted;
    const refusal = refuseForm(request, gate.challenges);
    if (refusal !== undefined) return refusal;
    if (depths.of(hook.id) >= hook.queueLimit) return ANSWERS.queueFull;
    return gate.checks.head({ headers: request.headers as DeliveryRecord['headers'], remoteAddress });
  }

  /** What no hook takes, whatever it is for. */
  function refuseForm({ method = '', headers }: IncomingMessage, challenges: boolean): HttpAnswer | undefined {
    if (!EVENT_METHODS.has(method) && !(challenges && method === 'GET')) return ANSWERS.badMethod;
    if (!isReadableType(headers['content-type'])) return ANSWERS.badType;
    if (headers['content-encoding'] !== undefined && !isReadableCoding(headers['content-encoding'])) {
      return ANSWERS.badCoding;
    }
    return Number(headers['content-length'] ?? 0) > maxBodyBytes ? ANSWERS.tooLarge : undefined;
  }

  /** Reads the body and hands it on, as sent and decompressed. */
  function read({ request, response }: Request, whole: (bytes: BodyBytes, answered: Answered) => void): void {
    readBody(request, bodyLimits, {
      done: (body) => {
        const coding = request.headers['content-encoding'];
        const answered = (answer: HttpAnswer): void => {
          budget.give(body.length);
          sendAnswer(request, response, answer);
        };
        if (coding === undefined || body.length === 0) return whole({ body, plain: body }, answered);
        inflate(body, codingsOf(coding).join(','), maxBodyBytes).then(
          (plain) => whole({ body, plain }, answered),
          (error: unknown) => answered(isTooLarge(error) ? ANSWERS.tooLarge : ANSWERS.badEncoding),
        );
      },
      refuse: (answer) => sendAnswer(request, response, answer),
    });
  }

  function refuseBody({ gate }: Arriving, { raw, parsed }: UnreadDelivery): HttpAnswer | undefined {
    const { headers, body } = raw;
    return gate.checks.body({ headers, body, parsed, now: evaluation.clock.now() });
  }

  function judge(arriving: Arriving, bytes: BodyBytes, answered: Answered): void {
    const { gate } = arriving;
    const delivery = unreadDelivery(arriving.incoming, bytes);
    const refusal = refuseBody(arriving, delivery);
    if (refusal !== undefined) return answered(refusal);
    const reception = gate.receive(delivery);
    if (reception?.handshake === true) return answered(reception.respond ?? ANSWERS.accepted);
    if (delivery.raw.method === 'GET') return answered(ANSWERS.badMethod);
    const asApp = reception?.respond;
    keep(arriving, delivery, (answer) => answered(asApp ?? answer));
  }

  /** Stores the delivery, and answers when it is durable. */
  function keep({ incoming, hook, gate }: Arriving, delivery: UnreadDelivery, answered: Answered): void {
    // Others may have come in while this body was on its way.
    if (depths.of(hook.id) >= hook.queueLimit) return answered(ANSWERS.queueFull);
    const scenarioIds = subscribers(hook.id);
    const { eventId, orderKey } = gate.identify(delivery);
    const { method, query, body } = delivery.raw;
    const receivedAt = evaluation.clock.now();
    const id = newId('whd', receivedAt);
    const headers = withoutSecret(delivery.raw.headers, hook);
    const { remoteAddress } = incoming;
    const record = { id, hookId: hook.id, eventId, receivedAt, method, query, headers, body, remoteAddress };
    depths.reserve(hook.id, scenarioIds.length);
    deliveries
      .accept({ delivery: record, scenarioIds, orderKey, dedupeMs }, sorted)
      .then(
        () => answerKept(id, hook.id, answered),
        (error: unknown) => {
          depths.released(hook.id, scenarioIds.length);
          answered(ANSWERS.cannotStore);
          options.onProblem?.(error);
        },
      )
      .catch((error: unknown) => options.onProblem?.(error));
  }

  /** The delivery is durable: the sender is told, by the scenario if it answers itself. */
  function answerKept(id: DeliveryId, hookId: HookId, answered: Answered): void {
    const reply = options.reply?.(id, hookId);
    const accepted = (): void => answered(ANSWERS.accepted);
    if (reply === undefined) accepted();
    else reply.then((answer) => answered(answer ?? ANSWERS.accepted), accepted);
  }

  /** What follows when deliveries have their place in the queue; by then nothing of a request is needed any more. */
  function sorted({ hookId, scenarioIds, queued, duplicates }: Sorted): void {
    depths.stored(hookId, queued * scenarioIds.length);
    depths.released(hookId, duplicates.length * scenarioIds.length);
    try {
      if (queued > 0) options.onAccepted(hookId, scenarioIds);
      for (const id of duplicates) options.onDuplicate?.(id);
    } catch (error) {
      options.onProblem?.(error);
    }
  }
}

/** Gives the answer, and the memory of the body back. */
type Answered = (answer: HttpAnswer) => void;

/** A body as sent, and decompressed. */
interface BodyBytes {
  readonly body: Buffer;
  readonly plain: Buffer;
}

function unreadDelivery({ request, query }: Request, { body, plain }: BodyBytes): UnreadDelivery {
  const headers = request.headers as DeliveryRecord['headers'];
  let parsed: { readonly value: unknown } | undefined;
  return {
    raw: { method: request.method ?? 'POST', query, headers, body },
    parsed: () => (parsed ??= { value: parseBody(headers, plain) }).value,
  };
}

/** The secret header of a hook is checked, not kept. */
function withoutSecret(headers: DeliveryRecord['headers'], { checks }: HookRecord): DeliveryRecord['headers'] {
  if (checks.header === undefined) return headers;
  return { ...headers, [checks.header.name.toLowerCase()]: REDACTED };
}

function isTooLarge(error: unknown): boolean {
  return error instanceof ConnectorError && error.name === 'MaxFileSizeExceededError';
}

function socketAddress(request: IncomingMessage): string {
  return plainAddress(request.socket.remoteAddress);
}
