import { ownValue } from '../../core/json.ts';
import { pointerTo } from '../../core/source.ts';
import { componentsOf } from '../component.ts';
import { entriesOf } from '../sections.ts';
import type { Check } from './check.ts';

const RESERVED: ReadonlySet<unknown> = new Set(['accountName', 'teamId']);

/** Make keeps values of its own under these names in every connection. */
export const reservedParameter: Check = {
  code: 'RESERVED_PARAMETER',
  summary: 'No field of a connection has a name that Make keeps for itself.',
  severity: 'warning',
  examples: {
    good: { 'connections/acme.json': { name: 'acme', parameters: [{ name: 'account', type: 'text' }] } },
    bad: { 'connections/acme.json': { name: 'acme', parameters: [{ name: 'accountName', type: 'text' }] } },
  },
  check: (source) =>
    componentsOf(source, 'connection').flatMap((file) =>
      entriesOf(ownValue(file.json, 'parameters'), '/parameters')
        .filter(({ value }) => RESERVED.has(ownValue(value, 'name')))
        .map(({ value, pointer }) => ({
          file,
          pointer: pointerTo(pointer, 'name'),
          message: `"${String(ownValue(value, 'name'))}" is a name that Make keeps for itself in connections.`,
          fix: 'Give the field another name.',
        })),
    ),
};
