import { ownValue } from '../../core/json.ts';
import { readRpcAddress } from '../../forms/rpc-address.ts';
import { componentsOf, nameOf } from '../component.ts';
import { textsIn } from '../reads.ts';
import type { AppSource } from '../app-source.ts';
import type { Check } from './check.ts';

/** The form of an RPC is loaded before the RPC is called: what needs itself is never ready. */
export const cyclicRpc: Check = {
  code: 'CYCLIC_RPC',
  summary: 'The form of an RPC does not need the RPC itself, neither directly nor through others.',
  severity: 'error',
  inMake: 'warning',
  examples: {
    good: {
      'rpcs/boards.json': { name: 'boards' },
      'rpcs/lists.json': { name: 'lists', parameters: [{ name: 'board', type: 'select', options: 'rpc://boards' }] },
    },
    bad: {
      'rpcs/lists.json': { name: 'lists', parameters: [{ name: 'list', type: 'select', options: 'rpc://lists' }] },
    },
  },
  check(source) {
    const needs = needsOf(source);
    return componentsOf(source, 'rpc')
      .filter((file) => reaches(needs, nameOf(file)))
      .map((file) => ({
        file,
        pointer: '/parameters',
        message: `The form of the RPC "${nameOf(file)}" needs the RPC itself.`,
        fix: 'List the options in the form, or take them from an RPC that does not come back here.',
      }));
  },
};

/** The RPCs that the form of each RPC names. */
function needsOf(source: AppSource): ReadonlyMap<string, readonly string[]> {
  return new Map(
    componentsOf(source, 'rpc').map((file) => [
      nameOf(file),
      textsIn(ownValue(file.json, 'parameters'), '').flatMap(({ text }) => readRpcAddress(text)?.rpc ?? []),
    ]),
  );
}

function reaches(needs: ReadonlyMap<string, readonly string[]>, start: string): boolean {
  const seen = new Set<string>();
  const waiting = [...(needs.get(start) ?? [])];
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (name === start) return true;
    if (seen.has(name)) continue;
    seen.add(name);
    waiting.push(...(needs.get(name) ?? []));
  }
  return false;
}
