import { isCollection, ownValue, setOwn } from '../../core/json.ts';
import type { Collection } from '../../core/json.ts';
import type { Problem } from '../../core/source.ts';
import { compileForm } from '../../forms/form.ts';
import type { Form } from '../../forms/form.ts';
import type { Field } from '../../forms/field.ts';
import { openChoices } from '../../forms/open-choices.ts';
import type { OpenChoice } from '../../forms/open-choices.ts';
import { sameChoice } from '../../forms/options.ts';
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
    if (Array.isArray(nested)) problems.push(...checkNested(nested as readonly Field[], choice, source));
  }
  return problems;
}

function checkNested(
  nested: readonly Field[],
  { siblings, pointer }: OpenChoice,
  { services }: ChoiceSource,
): readonly Problem[] {
  const form = readable(nested.filter((field) => !isReadByService(field, siblings)));
  if (form === undefined) return [];
  const given = Object.fromEntries(form.fields.map(({ name }) => [name, ownValue(siblings, name)]));
  const { values, problems } = form.accept(given, { timezone: services.timezone, now: services.clock.now() });
  for (const [name, value] of Object.entries(values)) setOwn(siblings, name, value);
  return problems.map((problem) => ({ ...problem, pointer: `${pointer}${problem.pointer}` }));
}

/** Fields of a service that are none are no fault of the value either. */
function readable(nested: readonly Field[]): Form | undefined {
  try {
    return compileForm(nested);
  } catch {
    return undefined;
  }
}

/** A list or a collection often comes as one text from another module; what that means only the service knows. */
function isReadByService(field: unknown, siblings: Collection): boolean {
  if (!isCollection(field) || typeof ownValue(siblings, String(field['name'])) !== 'string') return false;
  return field['type'] === 'collection' || field['type'] === 'array' || field['multiple'] === true;
}
