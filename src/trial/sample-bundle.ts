import { isCollection, type Collection } from '../core/json.ts';
import type { Field } from '../forms/field.ts';
import type { AppModule } from '../manifest/app.ts';
import { inputFor } from './input-values.ts';

/** A bundle a module may well make: its first sample over what its interface describes; undefined when it says nothing. */
export function sampleBundle({ samples, interface: fields }: Pick<AppModule, 'samples' | 'interface'>): unknown {
  const described = describedBundle(fields);
  const sample: unknown = Array.isArray(samples) ? samples[0] : samples;
  if (isCollection(sample) && Object.keys(sample).length > 0) return { ...described, ...sample };
  return Object.keys(described).length > 0 ? described : undefined;
}

function describedBundle(fields: readonly Field[]): Collection {
  return inputFor(
    fields.filter((field) => isCollection(field)),
    'all',
  );
}
