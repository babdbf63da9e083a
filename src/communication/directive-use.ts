import { ownValue, type Collection } from '../core/json.ts';
import type { Support } from './directive.ts';
import { DIRECTIVES } from './directives/index.ts';

/** The directives one request names, each with how far it is supported; what a directive holds is not looked into. */
export function directivesIn(request: Collection): ReadonlyMap<string, Support> {
  const used = new Map<string, Support>();
  for (const directive of DIRECTIVES) {
    for (const name of [directive.name, ...(directive.aliases ?? [])]) {
      const raw = name.split('.').reduce<unknown>((holder, key) => ownValue(holder, key), request);
      if (raw !== undefined) used.set(directive.name, directive.support?.(raw) ?? 'native');
    }
  }
  return used;
}
