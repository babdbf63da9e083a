import { ConnectorError } from '../../core/errors.ts';
import { collectionOf, isCollection, ownValue, type Collection } from '../../core/json.ts';
import { listOf, textOf } from '../../iml/coerce.ts';
import type { Operation } from '../flow/operation.ts';
import { remembered, type BuiltIn } from './built-in.ts';

/** Modules that start a scenario. */
export const TRIGGERS: readonly BuiltIn[] = [
  {
    name: 'gateway:CustomWebHook',
    label: 'Custom webhook',
    summary: 'Starts the scenario with whatever is sent to its address.',
    group: 'triggers',
    kind: 'trigger',
    trigger: 'instant',
    parameters: [
      {
        name: 'hook',
        type: 'text',
        label: 'Webhook',
        semantic: 'webhook',
        help: 'Whose deliveries start the scenario.',
      },
    ],
    role: () => remembered((_, operation) => received(operation)),
  },
  {
    name: 'util:BasicTrigger',
    label: 'Basic trigger',
    summary: 'Starts the scenario with bundles written into it.',
    group: 'triggers',
    kind: 'trigger',
    trigger: 'data',
    parameters: [
      {
        name: 'values',
        type: 'array',
        label: 'Bundles',
        help: 'Each gives one bundle.',
        labels: { add: 'Add a bundle', item: 'Bundle' },
        spec: [
          {
            name: 'spec',
            type: 'array',
            label: 'Items',
            labels: { add: 'Add an item', item: 'Item' },
            spec: [
              { name: 'name', type: 'text', label: 'Name', required: true },
              { name: 'value', type: 'any', label: 'Value' },
            ],
          },
        ],
      },
    ],
    role: () => remembered((input) => listOf(ownValue(input, 'values')).map(written)),
  },
];

function received({ run }: Operation): Collection[] {
  const { trigger } = run.context;
  if (trigger === undefined || !('items' in trigger)) {
    throw new ConnectorError('UsageError', 'The custom webhook waits for a delivery, and none was given.', {
      fix: 'Run the scenario with a delivery, a sample or an earlier bundle.',
    });
  }
  return trigger.items.map((item) => (isCollection(item) ? item : { value: item }));
}

/** One bundle: `{spec: [{name, value}]}`, or the collection itself. */
function written(entry: unknown): Collection {
  const spec = ownValue(entry, 'spec');
  if (!Array.isArray(spec)) return isCollection(entry) ? entry : { value: entry };
  return collectionOf(
    (spec as unknown[])
      .filter(isCollection)
      .map((field) => [textOf(ownValue(field, 'name')), ownValue(field, 'value')]),
  );
}
