import { isCollection, ownValue, type Collection } from '../core/json.ts';
import { placeOf, readsIn, wholeExpression, type Place } from './body-reads.ts';
import { answerPlace, fill, put, valueAt, wish, type Draft } from './draft.ts';

/** What a stand-in answers one request of a call with. */
export interface AnswerPlan {
  readonly method: string | undefined;
  /** Matches the path of the request; its parts that are worked out match anything. */
  readonly path: RegExp;
  /** How the answer is written: `json`, `xml`, `urlencoded`, `text` or `binary`. */
  readonly type: string;
  readonly body: unknown;
  /** The answer to the same request asked again: a last page, a job that is done. */
  readonly again: unknown;
}

/** What a request reads and what is known of what it makes. */
export interface PlannedRequest {
  /** As written, the base of the app merged in. */
  readonly request: Collection;
  /** Outputs of requests behind it that send nothing and shape its answer. */
  readonly later: readonly unknown[];
  /** A bundle it makes. */
  readonly sample: unknown;
  /** Whether it is the one whose output counts. */
  readonly isLast: boolean;
}

/** Parts of a request whose expressions read an answer that is a success. */
const READING = ['output', 'iterate', 'temp', 'data', 'uid', 'metadata', 'expires', 'wrapper', 'trigger', 'oauth'];

/** Works out an answer that the request takes for a success and makes its sample of. */
export function planAnswer(planned: PlannedRequest): AnswerPlan {
  const { request, sample, isLast } = planned;
  const { body, again } = bodiesOf(planned);
  return {
    method: methodOf(ownValue(request, 'method')),
    path: pathPattern(ownValue(request, 'url')),
    type: typeOf(ownValue(ownValue(request, 'response'), 'type')),
    body: body ?? (isLast ? sample : undefined) ?? {},
    again: again ?? {},
  };
}

/** The answer, and the one to the same request asked again. */
function bodiesOf(planned: PlannedRequest): Record<'body' | 'again', unknown> {
  const { request } = planned;
  const response = ownValue(request, 'response');
  const { container, condition: keeps } = splitOf(response);
  const draft = draftOf(planned, container);
  wish(draft, condition(keeps), true);
  wish(draft, condition(validOf(response)), true);
  wish(draft, condition(ownValue(ownValue(request, 'repeat') ?? ownValue(request, 'while'), 'condition')), false);
  const place = container === undefined ? undefined : placeOfContainer(container);
  if (place !== undefined) put(draft, place, elementsOf(draft));
  const pagination = ownValue(request, 'pagination');
  if (pagination === undefined) return { body: draft.values['body'], again: draft.values['body'] };
  const last: Draft = { ...draft, values: { ...draft.values } };
  const more = condition(ownValue(pagination, 'condition'));
  wish(draft, more, true);
  if (place !== undefined) put(last, place, []);
  wish(last, more, false);
  return { body: draft.values['body'], again: last.values['body'] };
}

/** The sample where the output takes it from, and something plausible wherever else the request reads. */
function draftOf({ request, later, sample, isLast }: PlannedRequest, container: unknown): Draft {
  const response = ownValue(request, 'response');
  const draft: Draft = { values: {}, kept: keptIn(ownValue(response, 'temp')) };
  const usual = container === undefined ? '{{body}}' : '{{item}}';
  if (isLast) for (const output of [ownValue(response, 'output') ?? usual, ...later]) invert(draft, output, sample);
  const read = READING.map((key) => ownValue(response, key));
  const around = ['repeat', 'while', 'pagination'].map((key) => ownValue(request, key));
  for (const { isList, ...place } of readsIn([...read, ...around, ...later, validOf(response)])) {
    const from = answerPlace(draft, place);
    if (from !== undefined) fill(draft, from, isList);
  }
  dateOfTrigger(draft, ownValue(response, 'trigger'));
  return draft;
}

function splitOf(response: unknown): Record<'container' | 'condition', unknown> {
  const iterate = ownValue(response, 'iterate');
  if (!isCollection(iterate)) return { container: iterate, condition: undefined };
  return { container: ownValue(iterate, 'container'), condition: ownValue(iterate, 'condition') };
}

/** Puts the parts of a sample where the output takes them from. */
function invert(draft: Draft, output: unknown, sample: unknown): void {
  if (sample === undefined) return;
  const place = placeOf(output);
  if (place !== undefined) {
    const from = answerPlace(draft, place);
    if (from !== undefined && valueAt(draft, from) === undefined) put(draft, from, sample);
    return;
  }
  if (!isCollection(output)) return;
  for (const [key, inner] of Object.entries(output))
    invert(draft, inner, key === SPREAD ? sample : ownValue(sample, key));
}

const SPREAD = '{{...}}';

/** What a request keeps of its answer as it is. */
function keptIn(temp: unknown): ReadonlyMap<string, Place> {
  const entries = isCollection(temp) ? Object.entries(temp) : [];
  return new Map(
    entries.flatMap(([name, raw]) => {
      const place = placeOf(raw);
      return place?.root === 'body' ? [[name, place] as const] : [];
    }),
  );
}

/** Two elements that differ in what identifies them. */
function elementsOf(draft: Draft): unknown[] {
  const item = draft.values['item'] ?? 'sample';
  if (!isCollection(item)) return [item];
  const other = Object.fromEntries(
    Object.entries(item).map(([key, value]) => [key, /id$/i.test(key) && value !== null ? another(value) : value]),
  );
  return [item, other];
}

function another(value: unknown): unknown {
  if (typeof value === 'number') return value + 1;
  return typeof value === 'string' ? `${value}-2` : value;
}

function placeOfContainer(container: unknown): Place | undefined {
  const written = typeof container === 'string' && !container.includes('{{') ? `{{${container}}}` : container;
  return placeOf(written) ?? readsIn(written).find(({ root }) => root === 'body');
}

function dateOfTrigger(draft: Draft, trigger: unknown): void {
  const place = placeOf(ownValue(trigger, 'date'));
  if (place === undefined) return;
  const value = valueAt(draft, place);
  // A member that an input names is one of the sample's own.
  if (isCollection(value) || Number.isFinite(Date.parse(String(value)))) return;
  put(draft, place, '2025-10-03T10:00:00Z');
}

function validOf(response: unknown): unknown {
  const valid = ownValue(response, 'valid');
  return isCollection(valid) ? ownValue(valid, 'condition') : valid;
}

function condition(raw: unknown) {
  return wholeExpression(typeof raw === 'string' && !raw.includes('{{') ? `{{${raw}}}` : raw);
}

function methodOf(method: unknown): string | undefined {
  if (method === undefined) return 'GET';
  return typeof method === 'string' && !method.includes('{{') ? method.toUpperCase() : undefined;
}

/** Only the end of a path is sure: what it starts with is often worked out. */
function pathPattern(url: unknown): RegExp {
  const path = (typeof url === 'string' ? url : '').replace(/^https?:\/\/[^/?#]*/i, '').split(/[?#]/, 1)[0];
  const parts = (path ?? '').split(/\{\{.*?\}\}/).map((part) => escaped(part));
  return new RegExp(`${parts.join('.*')}/?$`);
}

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
}

function typeOf(type: unknown): string {
  const stated = isCollection(type)
    ? (ownValue(type, '200') ?? ownValue(type, '200-299') ?? ownValue(type, '*'))
    : type;
  return typeof stated === 'string' && stated !== 'automatic' && !stated.includes('{{') ? stated : 'json';
}
