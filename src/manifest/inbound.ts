import { ConnectorError } from '../core/errors.ts';
import { type Collection, collectionOf, isCollection, ownValue } from '../core/json.ts';
import type { Problem } from '../core/source.ts';
import { textOf } from '../iml/coerce.ts';
import type { Evaluation, OwnFunctions } from '../iml/evaluation.ts';
import { type CompiledValue, compileValue } from '../iml/value.ts';
import { type Answer, compileRespond } from './respond.ts';

/** One request a service sent to the address of a hook. */
export interface Delivery {
  readonly method: string;
  readonly query: Collection;
  readonly headers: Collection;
  /** Parsed: JSON, form or text. */
  readonly body: unknown;
  /** Values of the hook's own form. */
  readonly parameters: Collection;
}

/** What a delivery becomes. */
export interface Reception {
  /** Bundles for the triggers, in order; none when the delivery is not for them. */
  readonly items: readonly unknown[];
  /** What the service gets as an answer; absent: the runtime's own acknowledgement. */
  readonly respond?: Answer;
  /** It was a challenge of the service, no event. */
  readonly handshake?: boolean;
  /** The accounts a delivery of a shared webhook is for, each once. */
  readonly uids?: readonly string[];
}

/** What the evaluation needs besides the delivery; `variables` are roots such as `environment` and `common`. */
export type InboundEvaluation = Omit<Evaluation, 'variables'> & { readonly variables?: Readonly<Collection> };

/** The communication of a webhook, compiled: it judges and reshapes deliveries, and sends nothing. */
export interface Inbound {
  /** It answers challenges of the service (`verification`): requests that are no events, often sent with GET. */
  readonly challenges: boolean;
  /** It says itself what the service gets as an answer (`respond`). */
  readonly answers: boolean;
  /**
   * What a delivery becomes; for one `account` only, when each item of a shared webhook names its own.
   * @throws ConnectorError `InvalidConfigurationError` for an answer no server could give, or as an expression says.
   */
  receive(delivery: Delivery, evaluation: InboundEvaluation, account?: string | null): Reception;
}

/**
 * Compiles the communication of a webhook; `undefined` makes every delivery one item: its query merged with its body.
 * @throws ConnectorError `ManifestError` with all problems, each with its pointer below `pointer`.
 */
export function compileInbound(raw: unknown, pointer = '', functions: OwnFunctions = new Map()): Inbound {
  const problems: Problem[] = [];
  const compile: Compile = (path, missing) =>
    compilePart(at(raw, path) ?? missing, { pointer: pointer + path, functions }, problems);
  const parts = {
    challenge: at(raw, '/verification') === undefined ? undefined : compile('/verification/condition', true),
    reply: compileRespond(at(raw, '/verification/respond'), (path) =>
      compile(`/verification/respond${path}`, undefined),
    ),
    condition: compile('/condition', true),
    respond: compileRespond(at(raw, '/respond'), (path) => compile(`/respond${path}`, undefined)),
    split: compileSplit(raw, compile),
    output: compile('/output', '{{item}}'),
    uid: compile('/uid', undefined),
  };
  if (problems.length > 0) {
    throw new ConnectorError('ManifestError', 'The communication of the webhook is not valid.', { problems });
  }
  return {
    challenges: parts.challenge !== undefined,
    answers: parts.respond !== undefined,
    receive: (delivery, evaluation, account) => receive(parts, scopeOf(delivery, evaluation), { delivery, account }),
  };
}

interface Place {
  readonly pointer: string;
  readonly functions: OwnFunctions;
}

/** Compiles the value at a pointer below the communication, or `missing` when there is none. */
type Compile = (path: string, missing: unknown) => CompiledValue;

interface Split {
  readonly container: CompiledValue;
  readonly condition: CompiledValue;
}

interface Parts {
  readonly challenge: CompiledValue | undefined;
  readonly reply: ReturnType<typeof compileRespond>;
  readonly condition: CompiledValue;
  readonly respond: ReturnType<typeof compileRespond>;
  readonly split: Split | undefined;
  readonly output: CompiledValue;
  readonly uid: CompiledValue;
}

function at(raw: unknown, path: string): unknown {
  return path
    .split('/')
    .slice(1)
    .reduce((value: unknown, key) => ownValue(value, key), raw);
}

function compilePart(raw: unknown, place: Place, problems: Problem[]): CompiledValue {
  try {
    return compileValue(raw, { mode: 'app', ...place });
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error;
    problems.push(...error.problems);
    return compileValue(null, { mode: 'app' });
  }
}

function compileSplit(raw: unknown, compile: Compile): Split | undefined {
  const iterate = at(raw, '/iterate');
  if (iterate === undefined) return undefined;
  const long = isCollection(iterate);
  return {
    container: compile(long ? '/iterate/container' : '/iterate', undefined),
    condition: compile(long ? '/iterate/condition' : '/iterate/none', true),
  };
}

interface Received {
  readonly delivery: Delivery;
  readonly account: string | null | undefined;
}

function receive(parts: Parts, scope: Evaluation, { delivery, account }: Received): Reception {
  if (parts.challenge !== undefined && Boolean(parts.challenge.evaluate(scope))) {
    return { items: [], handshake: true, ...answered(parts.reply?.(scope)) };
  }
  const perItem = parts.uid.roots.has('item');
  const scopes = itemScopes(parts, delivery, scope);
  const own = perItem && account !== undefined ? scopes.filter((each) => uidIn(parts, each) === account) : scopes;
  const uids = (perItem ? scopes : [scope]).flatMap((each) => uidIn(parts, each) ?? []);
  const outputs = own.map((each) => parts.output.evaluate(each));
  return {
    items: outputs.filter((output) => output !== undefined && output !== null && output !== false),
    ...(uids.length > 0 && { uids: [...new Set(uids)] }),
    ...answered(parts.respond?.(scope)),
  };
}

function uidIn({ uid }: Parts, scope: Evaluation): string | undefined {
  const value = uid.evaluate(scope);
  return value === undefined || value === null ? undefined : textOf(value);
}

function answered(respond: Answer | undefined): { readonly respond?: Answer } {
  return respond === undefined ? {} : { respond };
}

/** What expressions about each item of a delivery read. */
function itemScopes(parts: Parts, delivery: Delivery, scope: Evaluation): Evaluation[] {
  const { split, condition } = parts;
  // A condition that speaks of the item judges every item; any other judges the delivery as a whole.
  const perItem = condition.roots.has('item');
  if (!perItem && !condition.evaluate(scope)) return [];
  const whole = wholeItem(delivery);
  return (split === undefined ? [whole] : listOf(split.container.evaluate(scope)))
    .map((item) => withItem(scope, item))
    .filter((itemScope) => split === undefined || Boolean(split.condition.evaluate(itemScope)))
    .filter((itemScope) => !perItem || Boolean(condition.evaluate(itemScope)));
}

/** The query merged with the body, the body winning; a body that is no collection stands under `body`. */
function wholeItem({ query, body }: Delivery): Collection {
  if (body === undefined || body === null || body === '') return query;
  const members = isCollection(body) ? Object.entries(body) : [['body', body] as const];
  return collectionOf([...Object.entries(query), ...members]);
}

function listOf(value: unknown): unknown[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value];
}

function scopeOf(delivery: Delivery, { variables, ...evaluation }: InboundEvaluation): Evaluation {
  const { parameters, ...request } = delivery;
  const headers = collectionOf(Object.entries(delivery.headers).map(([name, value]) => [name.toLowerCase(), value]));
  return { ...evaluation, variables: { ...variables, ...request, headers, parameters, data: parameters } };
}

function withItem(scope: Evaluation, item: unknown): Evaluation {
  return { ...scope, variables: { ...scope.variables, item } };
}
