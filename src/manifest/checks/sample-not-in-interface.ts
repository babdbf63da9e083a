import { isCollection, ownValue } from '../../core/json.ts';
import { pointerTo } from '../../core/source.ts';
import { didYouMean } from '../../core/suggest.ts';
import { componentsOf } from '../component.ts';
import { entriesOf, type Located, membersOf } from '../sections.ts';
import type { Check } from './check.ts';

/** Samples and interface describe the same bundle, so people can map what they see. */
export const sampleNotInInterface: Check = {
  code: 'SAMPLE_NOT_IN_INTERFACE',
  summary: 'Every key of the samples is declared in the interface.',
  severity: 'warning',
  examples: {
    good: { 'modules/a.json': { interface: [{ name: 'id', type: 'text' }], samples: { id: '1' } } },
    bad: { 'modules/a.json': { interface: [{ name: 'id', type: 'text' }], samples: { ids: '1' } } },
  },
  check: (source) =>
    componentsOf(source, 'module').flatMap((file) => {
      const fields = ownValue(file.json, 'interface');
      if (!isKnown(fields) || fields.length === 0) return [];
      return undeclared({ value: ownValue(file.json, 'samples'), pointer: '/samples' }, fields).map((found) => ({
        file,
        key: true,
        pointer: found.pointer,
        message: `The sample has "${found.value}", which the interface does not declare.${didYouMean(found.value, namesIn(fields))}`,
        fix: 'Declare it in "interface", or remove it from the samples.',
      }));
    }),
};

function undeclared(sample: Located<unknown>, fields: readonly unknown[]): Located<string>[] {
  if (Array.isArray(sample.value)) {
    return entriesOf(sample.value, sample.pointer).flatMap((entry) => undeclared(entry, fields));
  }
  return membersOf(sample.value, sample.pointer).flatMap(({ key, value, pointer }) => {
    const field = fields.find((one) => ownValue(one, 'name') === key);
    if (field === undefined) return [{ value: key, pointer }];
    const spec = ownValue(field, 'spec');
    const inner: unknown = isCollection(spec) ? spec['spec'] : spec;
    return isKnown(inner) ? undeclared({ value, pointer: pointerTo(sample.pointer, key) }, inner) : [];
  });
}

/** Whether a list says everything: an address of an RPC in it stands for fields that only the service knows. */
function isKnown(fields: unknown): fields is readonly unknown[] {
  return Array.isArray(fields) && !fields.some((field) => typeof field === 'string');
}

function namesIn(fields: readonly unknown[]): string[] {
  return fields.map((field) => ownValue(field, 'name')).filter((name) => typeof name === 'string');
}
