import { useEditor } from '../builder/editor.ts';
import { nameOfStep } from '../builder/module-names.ts';
import type { Blueprint, Step } from '../model/blueprint.ts';
import { EVERY_NAME } from '../model/form-field.ts';
import type { FieldHome, FormField } from '../model/form-field.ts';
import { stepAt } from '../model/step-path.ts';
import type { StepPath } from '../model/step-path.ts';
import { setFlag, setMapped, setMapper, setParameter } from '../model/step-settings.ts';
import { changeAt, isValues, own, withKey } from '../model/values.ts';
import type { Values } from '../model/values.ts';
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
export function useStepScope(step: Step, fields: readonly FormField[]): FieldScope {
  const editor = useEditor();
  const named = new Set(fields.filter(({ home }) => home === 'mapper').map(({ name }) => name));
  return {
    read: ({ home, name }) => (name === EVERY_NAME ? unnamed(step, named) : HOMES[home].read(step, name)),
    write(field, value) {
      editor.apply(
        atStep(step.id, (blueprint, path) =>
          field.name === EVERY_NAME
            ? setMapper(blueprint, path, { ...only(stepAt(blueprint, path)?.mapper, named), ...(value as Values) })
            : HOMES[field.home].write(blueprint, path, { name: field.name, value }),
        ),
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

/** The mapped values no field names. */
function unnamed({ mapper }: Step, named: ReadonlySet<string>): Values {
  return Object.fromEntries(isValues(mapper) ? Object.entries(mapper).filter(([name]) => !named.has(name)) : []);
}

/** The mapped values that fields name. */
function only(mapper: unknown, named: ReadonlySet<string>): Values {
  return Object.fromEntries(isValues(mapper) ? Object.entries(mapper).filter(([name]) => named.has(name)) : []);
}

function pathOf({ home, name }: FormField): string {
  return home === 'module' ? `/${name}` : `/${home}/${name}`;
}
