import { isCollection } from '../../core/json.ts';
import { didYouMean } from '../../core/suggest.ts';
import type { CompiledValue } from '../../iml/value.ts';
import type { CompileContext, Directive } from '../directive.ts';
import { isNothing } from '../outputs.ts';
import {
  goesByPlace,
  isNew,
  markOf,
  NOTHING_SEEN,
  oldestFirst,
  stateAfter,
  type Mark,
  type Marked,
  type Polling,
  type PollingProgress,
  type PollingRule,
} from '../polling.ts';
import { budgetOf, type CallState, type Round } from '../round.ts';
import { compileLimit } from './response-limit.ts';

const LIST = { id: '{{item.id}}', date: '{{item.at}}' };
const ITEMS = [
  { id: 3, at: '2026-01-03T00:00:00Z' },
  { id: 2, at: '2026-01-02T00:00:00Z' },
  { id: 1, at: '2026-01-01T00:00:00Z' },
];

/** `response.trigger` lets a trigger ask for what is new since it last did. */
export const responseTrigger: Directive = {
  name: 'response.trigger',
  summary:
    'Makes a polling trigger: { type: date or id, order: asc, desc or unordered, id, date } says what items are told by and in which order the service lists them. Only what is new is put out, the oldest first, at most limit at a time.',
  examples: [
    {
      manifest: {
        url: '/items',
        response: { iterate: '{{body}}', trigger: { type: 'id', order: 'desc', id: '{{item.id}}' } },
      },
      given: { answers: [{ body: ITEMS }], context: { polling: { mode: 'new', state: { lastId: 1, seen: [] } } } },
      expected: { outputs: [ITEMS[1], ITEMS[0]], result: { polled: { lastId: 3, seen: [] } } },
    },
    {
      manifest: {
        url: '/items',
        response: {
          iterate: '{{body}}',
          output: '{{item.id}}',
          limit: 1,
          trigger: { type: 'date', order: 'desc', ...LIST },
        },
      },
      given: {
        answers: [{ body: ITEMS }],
        context: { polling: { mode: 'new', state: { lastDate: Date.UTC(2026, 0, 1), seen: ['1'] } } },
      },
      expected: {
        outputs: [2],
        result: { polled: { lastDate: Date.UTC(2026, 0, 2), lastId: 2, seen: ['2'] } },
      },
    },
    {
      manifest: { url: '/', response: { trigger: { type: 'date', order: 'newest', id: '{{item.id}}' } } },
      expected: {
        problems: [
          { pointer: '/response/trigger/order', code: 'INVALID_DIRECTIVE' },
          { pointer: '/response/trigger', code: 'INVALID_DIRECTIVE' },
        ],
      },
    },
  ],
  compile(raw, context) {
    if (!isCollection(raw)) {
      context.report({ code: 'INVALID_DIRECTIVE', message: 'trigger must be { type, order, id, date }.' });
      return {};
    }
    context.checkKeys(raw, ['type', 'order', 'id', 'date']);
    const rule = { type: chosen(raw['type'], TYPES, '/type', context), order: orderOf(raw['order'], context) };
    const needed = rule.type === 'date' ? ['id', 'date'] : ['id'];
    const missing = needed.filter((key) => raw[key] === undefined);
    if (missing.length > 0) {
      context.report({ code: 'INVALID_DIRECTIVE', message: `trigger lacks ${missing.join(' and ')}.` });
    }
    const id = context.value(raw['id'], '/id');
    const date = context.value(raw['date'], '/date');
    const limitOf = compileLimit(context);
    return {
      emit(round) {
        const { polling } = round.call.context;
        if (polling !== undefined) judgeItems(round, polling, { rule, id, date, limitOf });
      },
      finish({ call }) {
        const { polling } = call.context;
        if (polling !== undefined) FINISH[polling.mode](call, { rule, limit: limitOf(call) });
      },
    };
  },
};

const TYPES = ['date', 'id'] as const;
const ORDERS = ['asc', 'desc', 'unordered'] as const;

function orderOf(raw: unknown, context: CompileContext): PollingRule['order'] {
  return raw === undefined ? 'unordered' : chosen(raw, ORDERS, '/order', context);
}

function chosen<Word extends string>(
  raw: unknown,
  words: readonly [Word, ...Word[]],
  at: string,
  context: CompileContext,
): Word {
  const known = words.find((word) => word === raw);
  if (known !== undefined) return known;
  const message = `It must be ${words.join(', ')}.${didYouMean(String(raw), words)}`;
  context.report({ at, code: 'INVALID_DIRECTIVE', message });
  return words[0];
}

/** The directive, compiled. */
interface Trigger {
  readonly rule: PollingRule;
  readonly id: CompiledValue;
  readonly date: CompiledValue;
  readonly limitOf: (call: CallState) => number | undefined;
}

/** Leaves the new items of a page, and says whether another page may hold more of them. */
function judgeItems(round: Round, { mode, state = NOTHING_SEEN }: Polling, trigger: Trigger): void {
  const { call } = round;
  const { rule } = trigger;
  const progress = progressOf(call);
  const items: unknown[] = [];
  const marks: (Mark & { readonly place: number })[] = [];
  const { found, kept } = round.elements ?? { found: 1, kept: [call.variables['body']] };
  let isOver = false;
  for (const item of kept) {
    const mark = markItem(item, trigger, call);
    progress.listed += 1;
    if (mark === undefined) {
      progress.unusable += 1;
    } else if (mode !== 'new' || isNew(mark, state, rule)) {
      items.push(item);
      marks.push({ ...mark, place: progress.listed });
    } else {
      pass(mark, progress, rule);
      isOver = rule.order === 'desc' && goesByPlace(mark, rule);
      if (isOver) break;
    }
  }
  delete call.variables['item'];
  round.elements = { found, kept: items };
  round.marks = marks;
  if (mode !== 'choose') round.limitReached = isOver || isEnough(round, { mode, trigger, progress });
}

function pass(mark: Mark, progress: PollingProgress, rule: PollingRule): void {
  progress.past += 1;
  progress.lastKnown = progress.listed;
  if (goesByPlace(mark, rule)) progress.known.push(String(mark.id));
}

function markItem(item: unknown, { id, date, rule }: Trigger, { variables, evaluation }: CallState): Mark | undefined {
  variables['item'] = item;
  return markOf(id.evaluate(evaluation), date.evaluate(evaluation), rule);
}

/** What the service lists from the newest on is over at the first page without news; the oldest are enough up to the limit. */
function isEnough(
  { call, page, marks = [] }: Round,
  given: { readonly mode: Polling['mode']; readonly trigger: Trigger; readonly progress: PollingProgress },
): boolean {
  const { mode, trigger, progress } = given;
  const { order } = trigger.rule;
  if (mode === 'start') return order === 'desc' && marks.length > 0;
  if (progress.past >= budgetOf(call, 'maxPastRecords', Number.POSITIVE_INFINITY)) return true;
  if (order === 'desc') return marks.length === 0;
  const limit = trigger.limitOf(call);
  return order === 'asc' && limit !== undefined && page.before + marks.length >= limit;
}

function progressOf(call: CallState): PollingProgress {
  call.progress ??= { listed: 0, lastKnown: 0, past: 0, known: [], unusable: 0 };
  return call.progress;
}

interface End {
  readonly rule: PollingRule;
  readonly limit: number | undefined;
}

const FINISH: Readonly<Record<Polling['mode'], (call: CallState, end: End) => void>> = {
  new(call, { rule, limit }) {
    const progress = progressOf(call);
    const put = oldestFirst(markedOf(call), rule, progress).slice(0, limit);
    call.polled = stateAfter(put, call.context.polling?.state ?? NOTHING_SEEN, { rule, progress });
    call.result = { list: put.map(({ output }) => output).filter((output) => !isNothing(output)), many: true };
    warn(call, progress);
  },
  start(call, { rule }) {
    const progress = progressOf(call);
    const all = oldestFirst(markedOf(call), rule, progress);
    call.polled = stateAfter(all, NOTHING_SEEN, { rule, progress });
    call.result = { list: [], many: true };
    warn(call, progress);
  },
  choose(call, { limit }) {
    const list = markedOf(call).map(({ mark, output }) => {
      const shown = isCollection(output) ? output : { label: output ?? mark.id };
      return { ...shown, id: mark.id, ...(mark.date !== undefined && { date: mark.date }) };
    });
    call.result = { list: list.slice(0, limit), many: true };
  },
};

function markedOf({ result }: CallState): readonly Marked[] {
  return (result?.list ?? []) as readonly Marked[];
}

function warn({ warnings }: CallState, { unusable }: PollingProgress): void {
  if (unusable > 0) {
    warnings.push(`${unusable} items lack the id or the date they are told by, so they were passed over.`);
  }
}
