import { ownValue } from '../../core/json.ts';
import { readRpcAddress } from '../../forms/rpc-address.ts';
import { fieldSections, type Located } from '../sections.ts';
import type { SourceFile } from '../source-file.ts';
import { textsIn } from '../reads.ts';
import { unknownComponent } from '../reference.ts';
import type { Check } from './check.ts';

/** A form can only be filled by RPCs of its own app. */
export const unknownRpc: Check = {
  code: 'UNKNOWN_RPC',
  summary: 'The RPC an address such as rpc://listTags names exists.',
  severity: 'error',
  inMake: 'warning',
  examples: {
    good: {
      'rpcs/list-tags.json': { name: 'listTags' },
      'modules/tag.json': {
        name: 'tag',
        mappableParams: [{ name: 'tag', type: 'select', options: 'rpc://listTags?all=1' }],
      },
    },
    bad: {
      'rpcs/list-tags.json': { name: 'listTags' },
      'modules/tag.json': { name: 'tag', mappableParams: [{ name: 'tag', type: 'select', options: 'rpc://listTag' }] },
    },
  },
  check: (source) =>
    source.components.flatMap((file) =>
      [...fieldSections(file), ...samplesOf(file)]
        .flatMap(({ value, pointer }) => textsIn(value, pointer))
        .flatMap(({ text, pointer }) => {
          const name = readRpcAddress(text)?.rpc;
          return name === undefined ? [] : unknownComponent(source, 'rpc', { file, pointer, name });
        }),
    ),
};

/** Samples may be given by an RPC as a whole; texts inside of them are data. */
function samplesOf({ json }: SourceFile): readonly Located<unknown>[] {
  const value = ownValue(json, 'samples');
  return typeof value === 'string' ? [{ value, pointer: '/samples' }] : [];
}
