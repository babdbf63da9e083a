import type { DefinitionType } from '../../api/sandbox-properties.ts';

/** The kinds of value, with what they take. */
export const DEFINITION_TYPES: readonly {
  readonly value: DefinitionType;
  readonly label: string;
  readonly takes: string;
}[] = [
  { value: 'text', label: 'Text', takes: 'Any text.' },
  { value: 'word', label: 'Word', takes: 'Letters and digits without spaces, such as ClassOf2023.' },
  { value: 'number', label: 'Number', takes: 'A number such as 65535 or 3.14.' },
  { value: 'single_choice', label: 'Single choice', takes: 'One of the choices.' },
  { value: 'multiple_choice', label: 'Multiple choice', takes: 'Any of the choices, each once.' },
  { value: 'date', label: 'Date', takes: 'A day such as 2024-02-29.' },
  { value: 'time', label: 'Time', takes: 'Hours and minutes such as 23:59.' },
  { value: 'location', label: 'Location', takes: 'Latitude, longitude and perhaps a label: 52.52, 13.405, Berlin.' },
];

/** What a kind of value is called. */
export function typeLabel(type: DefinitionType): string {
  return DEFINITION_TYPES.find(({ value }) => value === type)?.label ?? type;
}

/** What a kind of value takes, in a sentence. */
export function typeTakes(type: DefinitionType): string {
  return DEFINITION_TYPES.find(({ value }) => value === type)?.takes ?? '';
}

/** Whether a kind of value has choices. */
export function hasChoices(type: DefinitionType): boolean {
  return type === 'single_choice' || type === 'multiple_choice';
}
