import type { PropertyDefinition } from '../../api/sandbox-properties.ts';
import { hasChoices } from './definition-types.ts';

/** A definition as it is edited: the choices as lines. */
export interface DefinitionForm extends Omit<PropertyDefinition, 'options'> {
  readonly choices: string;
}

const BLANK: DefinitionForm = {
  name: '',
  label: '',
  type: 'text',
  choices: '',
  shown_to_customer: false,
  shown_to_agent: true,
  access: [],
};

/** The form for a definition, or for a new one. */
export function definitionForm(definition: PropertyDefinition | undefined): DefinitionForm {
  if (definition === undefined) return BLANK;
  const { options, ...others } = definition;
  return { ...others, choices: options.join('\n') };
}

/** What the form says; choices of a type without any are left out. */
export function definitionOf({ choices, ...form }: DefinitionForm): PropertyDefinition {
  const lines = choices.split('\n').map((line) => line.trim());
  return { ...form, options: hasChoices(form.type) ? lines.filter((line) => line !== '') : [] };
}
