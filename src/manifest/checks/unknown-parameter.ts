import { ownValue } from '../../core/json.ts';
import { didYouMean } from '../../core/suggest.ts';
import { componentNamed, componentsOf, textAt } from '../component.ts';
import { valueNames } from '../field-walk.ts';
import type { AppSource } from '../app-source.ts';
import type { SourceFile } from '../source-file.ts';
import type { Check } from './check.ts';

/** What no form gives would always be empty. */
export const unknownParameter: Check = {
  code: 'UNKNOWN_PARAMETER',
  summary: 'A module reads parameters that its forms have.',
  severity: 'error',
  inMake: 'warning',
  examples: {
    good: {
      'modules/a.json': {
        mappableParams: [{ name: 'phoneNumber', type: 'text' }],
        communication: { qs: { phone: '{{parameters.phoneNumber}}' } },
      },
    },
    bad: {
      'modules/a.json': {
        mappableParams: [{ name: 'phoneNumber', type: 'text' }],
        communication: { qs: { phone: '{{parameters.phonenumber}}' } },
      },
    },
  },
  check: (source) =>
    componentsOf(source, 'module').flatMap((file) => {
      const known = parameterNames(file, source);
      if (known === undefined) return [];
      return source
        .readsOf(file)
        .filter(({ path }) => path[0] === 'parameters' && path[1] !== undefined && !known.has(path[1]))
        .map(({ path, ...place }) => ({
          file,
          ...place,
          message: `No field of the module is named "${path[1] ?? ''}".${didYouMean(path[1] ?? '', known)}`,
          fix: known.size === 0 ? 'Add the field to "mappableParams".' : `Use one of: ${[...known].join(', ')}.`,
        }));
    }),
};

/** Names of all forms of a module, the form of its hook too; undefined when they are not all known. */
function parameterNames(file: SourceFile, source: AppSource): ReadonlySet<string> | undefined {
  const hook = componentNamed(source, 'webhook', textAt(file, 'webhook') ?? '');
  if (hook !== undefined && hook.tree === undefined) return undefined;
  const forms = [
    ...['parameters', 'staticParams', 'mappableParams'].map((key) => ownValue(file.json, key)),
    ownValue(hook?.json, 'parameters'),
  ].map(valueNames);
  const all = new Set<string>();
  for (const names of forms) {
    if (names === undefined) return undefined;
    for (const name of names) all.add(name);
  }
  return all;
}
