import { ownValue } from '../../core/json.ts';
import { pointerTo } from '../../core/source.ts';
import { componentsOf } from '../component.ts';
import { entriesOf } from '../sections.ts';
import type { Check } from './check.ts';

/** Static and mapped inputs end up side by side in `parameters`, where one would overwrite the other. */
export const fieldInBothForms: Check = {
  code: 'FIELD_IN_BOTH_FORMS',
  summary: 'A static and a mapped input of a module do not have the same name.',
  severity: 'error',
  inMake: 'warning',
  examples: {
    good: { 'modules/a.json': { parameters: [{ name: 'x' }], mappableParams: [{ name: 'y' }] } },
    bad: { 'modules/a.json': { parameters: [{ name: 'x' }], mappableParams: [{ name: 'x' }] } },
  },
  check: (source) =>
    componentsOf(source, 'module').flatMap((file) => {
      const fixed = ['parameters', 'staticParams'].flatMap((key) => entriesOf(ownValue(file.json, key), `/${key}`));
      const names = new Set(fixed.map(({ value }) => ownValue(value, 'name')));
      return entriesOf(ownValue(file.json, 'mappableParams'), '/mappableParams').flatMap(({ value, pointer }) => {
        const name = ownValue(value, 'name');
        if (typeof name !== 'string' || !names.has(name)) return [];
        return [
          {
            file,
            pointer: pointerTo(pointer, 'name'),
            message: `The field "${name}" stands in the static and in the mapped inputs.`,
            fix: 'Keep it in one of them.',
          },
        ];
      });
    }),
};
