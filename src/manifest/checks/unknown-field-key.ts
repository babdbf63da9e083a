import { didYouMean } from '../../core/suggest.ts';
import { membersOf } from '../sections.ts';
import { allFields } from '../field-walk.ts';
import type { Check } from './check.ts';

/** Every key of a field in Make's format, and a few that published apps use besides. */
const FIELD_KEYS = new Set(
  (
    'name label help type default required advanced mappable editable mode multiline multiple grouped dynamic sort ' +
    'sequence tags validate pattern spec nested options rpc labels semantic extension codepage convert time metadata ' +
    'visible schema coder title text theme badge closable disabled readonly placeholder min max minimum maximum props ' +
    'country reversedNested logic'
  ).split(' '),
);

/** A misspelt key does nothing and says nothing. */
export const unknownFieldKey: Check = {
  code: 'UNKNOWN_FIELD_KEY',
  summary: 'The keys of a field are known ones.',
  severity: 'warning',
  examples: {
    good: { 'modules/a.json': { mappableParams: [{ name: 'x', type: 'text', required: true }] } },
    bad: { 'modules/a.json': { mappableParams: [{ name: 'x', type: 'text', requierd: true }] } },
  },
  check: (source) =>
    source.components.flatMap((file) =>
      allFields(file)
        .flatMap((field) => membersOf(field.value, field.pointer))
        .filter(({ key }) => !FIELD_KEYS.has(key))
        .map(({ key, pointer }) => ({
          file,
          pointer,
          key: true,
          message: `"${key}" is not a key of a field, so it has no effect.${didYouMean(key, FIELD_KEYS)}`,
          fix: 'Correct or remove it.',
        })),
    ),
};
