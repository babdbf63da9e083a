import { useEditor } from '../builder/editor.ts';
import { nameOfStep } from '../builder/module-names.ts';
import type { Blueprint, Step } from '../model/blueprint.ts';
import type { FieldHome, FormField } from '../model/form-field.ts';
import type { StepPath } from '../model/step-path.ts';
import { setFlag, setMapped, setParameter } from '../model/step-settings.ts';
import { changeAt, isValues, own, withKey } from '../model/values.ts';
import { atStep } from './at-step.ts';
import type { FieldScope } from './form-context.ts';

interface Home {
  read(step: Step, name: string): unknown;
  write(blueprint: Blueprint, path: StepPath, entry: { readonly name: string; readonly value: unknown }): Blueprint;
}

/** How each home of a field is read and written. */
const HOMES: Readonly<Record<FieldHome, Home>> = {
  mapper: {
    read: ({ mapper }, name) => own(mapper, name),
    write: (blueprint, path, { name, value }) => setMapped(blueprint, path, name, value),
  },
  parameters: {
    read: ({ parameters }, name) => own(parameters, name),
    write: (blueprint, path, { name, value }) => setParameter(blueprint, path, name, value),
  },
  flags: {
    read: ({ flags }, name) => own(flags, name),
    write: (blueprint, path, { name, value }) => setFlag(blueprint, path, name, value),
  },
  module: {
    read: (step, name) => own(step, name),
    write: (blueprint, path, { name, value }) =>
      changeAt(blueprint, path, (step) => (isValues(step) ? withKey(step, name, value) : step)),
  },
};

/** Keeps the values of a form in a module of the scenario: every change is an edit of the draft. */
export function useStepScope(step: Step): FieldScope {
  const editor = useEditor();
  return {
    read: ({ home, name }) => HOMES[home].read(step, name),
    write(field, value) {
      editor.apply(
        atStep(step.id, (blueprint, path) => HOMES[field.home].write(blueprint, path, { name: field.name, value })),
        {
          key: `${step.id}${pathOf(field)}`,
          label: `Change ${field.label} of ${nameOfStep(step, editor.catalogue)}`,
        },
      );
    },
    pathOf,
    values: () => ({ ...step.parameters, ...(isValues(step.mapper) ? step.mapper : {}) }),
  };
}

function pathOf({ home, name }: FormField): string {
  return home === 'module' ? `/${name}` : `/${home}/${name}`;
}
