import { ConnectorError } from '../../core/errors.ts';
import { isCollection, ownValue, type Collection } from '../../core/json.ts';
import type { Problem } from '../../core/source.ts';
import { pointerTo } from '../../core/source.ts';
import { didYouMean } from '../../core/suggest.ts';
import { listOf, textOf } from '../../iml/coerce.ts';
import { findOperator, OPERATORS } from '../filter/operators.ts';

/** A record as a search sees it. */
export interface SearchedRecord {
  readonly key: string;
  readonly data: Collection;
}

/** Which records are wanted, ready to be asked. */
export interface RecordSearch {
  readonly matches: (record: SearchedRecord) => boolean;
  /** Whether they have to be put in an order other than that of their keys. */
  readonly isSorted: boolean;
  readonly compare: (a: SearchedRecord, b: SearchedRecord) => number;
}

/**
 * Reads evaluated conditions `[[{a, o, b}]]`, where `a` names a field (or `key`), and an evaluated order
 * `[{key, order}]`. The outer list is OR, the inner AND; no conditions at all always match.
 * @throws ConnectorError `BundleValidationError` for an operator that is none.
 */
export function compileSearch(filter: unknown, sort: unknown): RecordSearch {
  const [problem] = operatorProblems(filter, '/filter');
  if (problem !== undefined) {
    throw new ConnectorError('BundleValidationError', problem.message, { problems: [problem] });
  }
  const groups = groupsOf(filter).filter((group) => group.length > 0);
  const orders = listOf(sort).filter(isCollection).map(orderOf);
  return {
    matches: (record) => groups.length === 0 || groups.some((group) => group.every((one) => holds(one, record))),
    isSorted: orders.length > 0,
    compare(a, b) {
      for (const { name, sign } of orders) {
        const found = order(fieldOf(a, name), fieldOf(b, name));
        if (found !== 0) return sign * found;
      }
      return 0;
    },
  };
}

/** A problem for every operator that is none, in conditions as they are written. */
export function operatorProblems(filter: unknown, pointer: string): readonly Problem[] {
  return groupsOf(filter).flatMap((group, index) =>
    group.flatMap((condition, place): readonly Problem[] => {
      const name = operatorOf(condition);
      if (findOperator(name) !== undefined || name.includes('{{')) return [];
      return [
        {
          pointer: pointerTo(pointerTo(pointerTo(pointer, index), place), 'o'),
          severity: 'error',
          code: 'UNKNOWN_OPERATOR',
          message: `There is no filter operator "${name}".${didYouMean(name, OPERATORS.keys())}`,
          fix: 'Choose an operator from the list.',
        },
      ];
    }),
  );
}

function groupsOf(filter: unknown): readonly (readonly Collection[])[] {
  return listOf(filter).map((group) => listOf(group).filter(isCollection));
}

function operatorOf(condition: Collection): string {
  const name = ownValue(condition, 'o');
  return typeof name === 'string' && name !== '' ? name : 'exist';
}

function holds(condition: Collection, record: SearchedRecord): boolean {
  const a = fieldOf(record, textOf(ownValue(condition, 'a')));
  return findOperator(operatorOf(condition))?.test(a, ownValue(condition, 'b')) === true;
}

/** The field by its name, by a path with dots, or the key; a field called `key` comes before the key. */
function fieldOf({ key, data }: SearchedRecord, name: string): unknown {
  if (Object.hasOwn(data, name)) return data[name];
  if (name === 'key') return key;
  const path = name.split('.');
  const inner = path[0] === 'data' && !Object.hasOwn(data, 'data') ? path.slice(1) : path;
  return inner.reduce((holder: unknown, part) => ownValue(holder, part), data);
}

interface Order {
  readonly name: string;
  readonly sign: 1 | -1;
}

/** Under which names blueprints say what is sorted by. */
const NAME_KEYS = ['key', 'name', 'path', 'field', 'column'];

function orderOf(entry: Collection): Order {
  const name = NAME_KEYS.map((key) => textOf(ownValue(entry, key))).find((text) => text !== '') ?? 'key';
  const descends = /^(?:desc|descending|-1)$/i.test(textOf(ownValue(entry, 'order')));
  return { name, sign: descends ? -1 : 1 };
}

/** Numbers and dates by size, everything else as text; what is not there comes last. */
function order(a: unknown, b: unknown): number {
  if (isNothing(a) || isNothing(b)) return Number(isNothing(a)) - Number(isNothing(b));
  if (isOrdered(a) && isOrdered(b)) return Number(a) - Number(b);
  const [left, right] = [textOf(a), textOf(b)];
  return left === right ? 0 : left < right ? -1 : 1;
}

function isNothing(value: unknown): boolean {
  return value === undefined || value === null || value === '';
}

function isOrdered(value: unknown): boolean {
  return typeof value === 'number' || typeof value === 'boolean' || value instanceof Date;
}
