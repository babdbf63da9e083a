import { isBlank, isMapped, readFields, type FormField } from './form-field.ts';
import { namesAsked } from './form-options.ts';
import type { Values } from './values.ts';

/**
 * Labels of inputs without which an RPC cannot be asked: mandatory in the module or in the RPC, and empty, or mapped and
 * so known only in a run.
 */
export function missingInputs(
  fields: readonly FormField[],
  asked: { readonly fields: readonly Values[]; readonly reads: readonly string[] | null; readonly query: string },
  values: Values,
): readonly string[] {
  const names = namesAsked(asked.query, asked);
  const mandatory = new Set(
    readFields(asked.fields, 'parameters').flatMap(({ name, required }) => (required ? name : [])),
  );
  return fields
    .filter(({ name, required }) => (names.has(name) && required) || mandatory.has(name))
    .filter(({ name, fallback }) => isMapped(values[name]) || (isBlank(values[name]) && isBlank(fallback)))
    .map(({ label }) => label);
}
