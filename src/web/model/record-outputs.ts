import type { Step } from './blueprint.ts';
import type { ItemField } from './items.ts';
import { textOf } from './text-of.ts';
import { isValues, own } from './values.ts';

/** The data store a module works with, or nothing. */
export function dataStoreOf(step: Step): string | undefined {
  const id = step.module.startsWith('datastore:') ? textOf(own(step.parameters, 'datastore')) : '';
  return id === '' ? undefined : id;
}

/**
 * What a module of data stores gives: what it declares, its records with the fields of the structure of the data store.
 */
export function recordOutputs(
  step: Step,
  declared: readonly unknown[],
  structure: readonly ItemField[],
): readonly unknown[] {
  if (structure.length === 0) return declared;
  if (step.module !== 'datastore:GetRecord') return declared.map((field) => withFields(field, structure));
  const isWrapped = ['true', true].includes(own(step.mapper, 'returnWrapped') as string | boolean);
  return isWrapped ? [KEY, withFields(DATA, structure)] : structure;
}

const KEY: ItemField = { name: 'key', label: 'Key', type: 'text' };
const DATA: ItemField = { name: 'data', label: 'Record', type: 'collection' };

function withFields(field: unknown, structure: readonly ItemField[]): unknown {
  return isValues(field) && field['name'] === DATA.name ? { ...field, spec: structure } : field;
}
