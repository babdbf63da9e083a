import { isCollection, ownValue, setOwn } from '../../core/json.ts';
import type { Collection } from '../../core/json.ts';
import type { Problem } from '../../core/source.ts';
import { compileForm } from '../../forms/form.ts';
import type { Form } from '../../forms/form.ts';
import type { Field } from '../../forms/field.ts';
import { openChoices } from '../../forms/open-choices.ts';
import { sameChoice } from '../../forms/options.ts';
import type { OpenPlace } from '../../forms/type-entry.ts';
import { loadChoices } from './loaded-choices.ts';
import type { ChoiceSource } from './loaded-choices.ts';

/**
 * Checks what stands beside choices of the service against the fields these bring along, and puts the values in as
 * these fields read them. `values` are accepted by the form already. A choice the service does not list, and a text in
 * place of a list or a collection, are left to the service.
 */
export async function checkChoices(form: Form, values: Collection, source: ChoiceSource): Promise<readonly Problem[]> {
  const problems: Problem[] = [];
  for (const choice of openChoices(form.fields, values)) {
    const options = await loadChoices(choice, source);
    const nested = options?.find(({ value }) => sameChoice(value, choice.value))?.nested;
    if (!Array.isArray(nested)) continue;
    const fields = (nested as readonly Field[]).filter(isReadable);
    problems.push(...checkGivenFields(fields, { ...choice, known: namesOf(form.fields) }, source));
  }
  return problems;
}

/** Where fields of a service stand. */
interface GivenPlace {
  /** The values they stand among. */
  readonly siblings: Collection;
  readonly pointer: string;
  /** Names of fields the form itself has. */
  readonly known: ReadonlySet<string>;
}

/** Checks values against fields a service gave, and puts them in as these fields read them. */
export function checkGivenFields(
  fields: readonly Field[],
  { siblings, pointer, known }: GivenPlace,
  { services }: ChoiceSource,
  onOpen?: (place: OpenPlace) => void,
): readonly Problem[] {
  const form = compileForm(fields.filter((field) => !isReadByService(field, siblings)));
  // Fields may bring others along, so all values are given that belong to no field of the form itself.
  const own = namesOf(form.fields);
  const given = Object.entries(siblings).filter(([name]) => own.has(name) || !known.has(name));
  const { values, problems } = form.accept(Object.fromEntries(given), {
    timezone: services.timezone,
    now: services.clock.now(),
    ...(onOpen && { onOpen }),
  });
  for (const [name, value] of Object.entries(values)) setOwn(siblings, name, value);
  return problems.map((problem) => ({ ...problem, pointer: `${pointer}${problem.pointer}` }));
}

/** Whether a field of a service is one; what is none is no fault of the value either. */
export function isReadable(field: Field): boolean {
  try {
    compileForm([field]);
    return true;
  } catch {
    return false;
  }
}

function namesOf(fields: readonly Field[]): ReadonlySet<string> {
  return new Set(fields.map(({ name }) => name));
}

/** A list or a collection often comes as one text from another module; what that means only the service knows. */
function isReadByService(field: unknown, siblings: Collection): boolean {
  if (!isCollection(field) || typeof ownValue(siblings, String(field['name'])) !== 'string') return false;
  return field['type'] === 'collection' || field['type'] === 'array' || field['multiple'] === true;
}
