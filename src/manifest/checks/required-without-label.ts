import { ownValue } from '../../core/json.ts';
import { allFields } from '../field-walk.ts';
import type { Check } from './check.ts';

/** A message about a missing input needs a name for it that people know. */
export const requiredWithoutLabel: Check = {
  code: 'REQUIRED_WITHOUT_LABEL',
  summary: 'A required field has a label.',
  severity: 'error',
  inMake: 'skip',
  examples: {
    good: { 'modules/a.json': { mappableParams: [{ name: 'id', type: 'text', label: 'ID', required: true }] } },
    bad: { 'modules/a.json': { mappableParams: [{ name: 'id', type: 'text', required: true }] } },
  },
  check: (source) =>
    source.components.flatMap((file) =>
      allFields(file)
        .filter(({ value }) => ownValue(value, 'required') === true && typeof ownValue(value, 'name') === 'string')
        .filter(({ value }) => !isReadable(ownValue(value, 'label')))
        .map(({ value, pointer }) => ({
          file,
          pointer,
          message: `The required field "${String(ownValue(value, 'name'))}" has no label.`,
          fix: 'Add a "label": the name people see.',
        })),
    ),
};

function isReadable(label: unknown): boolean {
  return typeof label === 'string' && /\S/.test(label);
}
