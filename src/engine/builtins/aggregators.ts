import { isCollection, ownValue, type Collection } from '../../core/json.ts';
import { listOf, textOf } from '../../iml/coerce.ts';
import { compileMapped } from '../blueprint/findings.ts';
import type { AggregatorRole, Collected } from '../blueprint/step.ts';
import type { BuiltIn, BuiltInSource } from './built-in.ts';
import {
  aggregatorOutputs,
  aggregatorParameters,
  columnSeparator,
  GROUP_BY,
  rowSeparator,
} from './aggregator-fields.ts';
import { calculate, numericValue } from './calculation.ts';

/** Modules that make one bundle of many. */
export const AGGREGATORS: readonly BuiltIn[] = [
  {
    name: 'builtin:BasicAggregator',
    label: 'Array aggregator',
    summary: 'Collects bundles into an array.',
    group: 'flow-control',
    kind: 'aggregator',
    parameters: aggregatorParameters([
      {
        name: 'target',
        type: 'text',
        label: 'Target structure',
        semantic: 'target-structure',
        advanced: true,
        help: 'The input the array is made for, for example 5.headers. It only helps to fill in the form.',
      },
    ]),
    mappable: [
      { name: '*', type: 'any', label: 'Aggregated items', help: 'What each bundle adds to the array, by name.' },
      GROUP_BY,
    ],
    interface: aggregatorOutputs([
      { name: 'array', type: 'array', label: 'Array' },
      { name: '__IMTAGGLENGTH__', type: 'uinteger', label: 'Total number of bundles' },
    ]),
    role: (source) => aggregator(source, { combine: (values) => ({ array: values, __IMTAGGLENGTH__: values.length }) }),
  },
  {
    name: 'util:TextAggregator',
    label: 'Text aggregator',
    summary: 'Joins texts of many bundles with a separator.',
    group: 'flow-control',
    kind: 'aggregator',
    parameters: aggregatorParameters([rowSeparator('')]),
    mappable: [{ name: 'value', type: 'text', label: 'Text', multiline: true }, GROUP_BY],
    interface: aggregatorOutputs([{ name: 'text', type: 'text', label: 'Text' }]),
    role: (source) => aggregator(source, { combine: (values) => ({ text: joinTexts(values, source.parameters) }) }),
  },
  {
    name: 'util:FunctionAggregator2',
    label: 'Numeric aggregator',
    summary: 'Calculates the sum, average, count, minimum or maximum of many bundles.',
    group: 'flow-control',
    kind: 'aggregator',
    parameters: aggregatorParameters([
      {
        name: 'fn',
        type: 'select',
        label: 'Calculation',
        default: 'sum',
        options: [
          { label: 'Sum', value: 'sum' },
          { label: 'Average', value: 'avg' },
          { label: 'Count', value: 'count' },
          { label: 'Minimum', value: 'min' },
          { label: 'Maximum', value: 'max' },
        ],
      },
    ]),
    mappable: [{ name: 'value', type: 'number', label: 'Number' }, GROUP_BY],
    interface: aggregatorOutputs([{ name: 'result', type: 'number', label: 'Result' }]),
    role: (source) =>
      aggregator(source, {
        accept: (value) => ({ value: numericValue(ownValue(value, 'value'), source.parameters) }),
        combine: (values) => ({ result: calculate(values, source.parameters) }),
      }),
  },
  ...['util:AggregateAggregator', 'util:TableAggregator'].map((name) => ({
    name,
    label: 'Table aggregator',
    summary: 'Writes one row for each bundle, its values in columns.',
    group: 'flow-control' as const,
    kind: 'aggregator' as const,
    ...(name === 'util:TableAggregator' && { replacedBy: 'util:AggregateAggregator' }),
    parameters: aggregatorParameters([columnSeparator('\t'), rowSeparator('\n')]),
    mappable: [
      { name: '*', type: 'any' as const, label: 'Columns', help: 'The columns of a row, in their order.' },
      GROUP_BY,
    ],
    interface: aggregatorOutputs([{ name: 'text', type: 'text', label: 'Text' }]),
    role: (source: BuiltInSource) =>
      aggregator(source, {
        combine: (values: readonly Collection[]) => ({ text: writeTable(values, source.parameters) }),
      }),
  })),
];

interface Manner {
  /** Checks what one bundle adds. @throws ConnectorError when it cannot be used. */
  readonly accept?: (value: Collection) => Collection;
  readonly combine: (values: readonly Collection[]) => Collection;
}

function aggregator(source: BuiltInSource, { accept = (value) => value, combine }: Manner): AggregatorRole {
  const { parameters, flags, mapper, pointer, findings } = source;
  const mapped = compileMapped(isCollection(mapper) ? mapper : {}, `${pointer}/mapper`, findings);
  const isGrouped = typeof flags['groupBy'] === 'string' && flags['groupBy'] !== '';
  const groupBy = compileMapped(isGrouped ? flags['groupBy'] : null, `${pointer}/flags/groupBy`, findings);
  const stopsIfEmpty = flags['stopIfEmpty'] === true || flags['stopIfEmpty'] === 'true';
  return {
    type: 'aggregator',
    feeder: Number(parameters['feeder']),
    collect(evaluation) {
      const value = mapped.evaluate(evaluation);
      return {
        value: accept(isCollection(value) ? value : {}),
        group: isGrouped ? groupBy.evaluate(evaluation) : undefined,
      };
    },
    emit(collected) {
      if (collected.length === 0) return stopsIfEmpty ? [] : [combine([])];
      if (!isGrouped) return [combine(collected.map(({ value }) => value))];
      return groupsOf(collected).map(({ key, values }) => ({ key, ...combine(values) }));
    },
  };
}

interface Group {
  readonly key: unknown;
  readonly values: Collection[];
}

/** Groups in the order of their first bundle; values with the same text are the same. */
function groupsOf(collected: readonly Collected[]): readonly Group[] {
  const groups = new Map<string, Group>();
  for (const { group, value } of collected) {
    const text = textOf(group);
    const known = groups.get(text);
    if (known === undefined) groups.set(text, { key: group, values: [value] });
    else known.values.push(value);
  }
  return [...groups.values()];
}

function joinTexts(values: readonly Collection[], parameters: Collection): string {
  return values.map((value) => textOf(ownValue(value, 'value'))).join(separator(parameters, 'row', ''));
}

/** Columns are the mapped values in their order, or those of an array that is mapped alone. */
function writeTable(values: readonly Collection[], parameters: Collection): string {
  const column = separator(parameters, 'column', '\t');
  const cells = (value: Collection): readonly unknown[] => Object.values(value).flatMap((cell) => listOf(cell));
  return values.map((value) => cells(value).map(textOf).join(column)).join(separator(parameters, 'row', '\n'));
}

const WRITTEN: ReadonlyMap<string, string> = new Map([
  ['\\n', '\n'],
  ['\\t', '\t'],
]);

/** `rowSeparator` or `columnSeparator`; "other" stands in a parameter of its own. */
function separator(parameters: Collection, kind: 'row' | 'column', otherwise: string): string {
  const chosen = parameters[`${kind}Separator`];
  const other = parameters[kind === 'row' ? 'otherRowSeparator' : 'otherColumnSeparator'];
  const text = chosen === 'other' ? textOf(other) : typeof chosen === 'string' ? chosen : otherwise;
  return WRITTEN.get(text) ?? text;
}
