import { ConnectorError } from '../../core/errors.ts';
import { isCollection, type Collection } from '../../core/json.ts';
import { DATA_STORE_LIMITS } from '../../core/limits.ts';
import type { Field } from '../../forms/field.ts';
import { compileForm } from '../../forms/form.ts';
import type { DataStoreRecord } from '../../store/data-store.ts';
import { membersReviver } from './revive-data.ts';

/** What the structure of a data store makes of its records. */
export interface DataStructure {
  /** The data as it is kept. @throws ConnectorError `BundleValidationError` with every field that is wrong. */
  accept(data: Collection): Collection;
  /** Kept data as modules give it: dates and binary data are what they were. */
  revive(data: Collection): Collection;
}

const ANYTHING: DataStructure = { accept: (data) => data, revive: (data) => data };

/**
 * Makes the structure of a data store ready.
 * @throws ConnectorError `ManifestError` with a problem for every field that no value could satisfy.
 */
export function compileStructure({ structure, strict }: Pick<DataStoreRecord, 'structure' | 'strict'>): DataStructure {
  if (structure === null) return ANYTHING;
  const fields = structureFields(structure);
  const writing = compileForm(fields);
  const reviver = membersReviver(writing.fields);
  return {
    accept(data) {
      const { values, problems } = writing.accept(data, { strict, keepNull: true });
      if (problems.length === 0) return values;
      const what = problems.length === 1 ? 'one field is' : `${problems.length} fields are`;
      throw new ConnectorError('BundleValidationError', `The record was not written: ${what} wrong.`, { problems });
    },
    revive(data) {
      const revived = reviver?.(data);
      return isCollection(revived) ? revived : data;
    },
  };
}

/** @throws ConnectorError `ManifestError` for anything but a list of fields. */
function structureFields(structure: unknown): readonly Field[] {
  if (!Array.isArray(structure) || !structure.every(isCollection)) {
    throw new ConnectorError('ManifestError', 'The data structure is no list of fields.', {
      fix: 'Give a list of fields, each with a name and a type.',
    });
  }
  if (countFields(structure) > DATA_STORE_LIMITS.fields) {
    throw new ConnectorError('ManifestError', `The data structure has more than ${DATA_STORE_LIMITS.fields} fields.`, {
      fix: 'Put what belongs together into a field of the type "any".',
    });
  }
  return structure.filter(isField);
}

function isField(field: Collection): field is Field {
  return isCollection(field);
}

function countFields(spec: unknown): number {
  if (Array.isArray(spec)) return spec.reduce((sum: number, field) => sum + countFields(field), 0);
  return isCollection(spec) ? 1 + countFields(spec['spec']) : 0;
}
