import { idOf, type Blueprint, type Step, type StepFilter } from './blueprint.ts';
import { stepAt, type StepPath } from './step-path.ts';
import { changeAt, isValues, own, valueAt, withKey, type Values } from './values.ts';

// Changes of one module in its place. A path that leads nowhere changes nothing.

/** Calls a module something else; blank gives it its own label back. */
export function setName(blueprint: Blueprint, path: StepPath, name: string): Blueprint {
  const written = name.trim() === '' ? undefined : name.trim();
  return changeStep(blueprint, path, (step) => changeAt(step, ['metadata', 'designer', 'name'], () => written));
}

/** Sets the filter before a module, or takes it away. */
export function setFilter(blueprint: Blueprint, path: StepPath, filter: StepFilter | undefined): Blueprint {
  return changeStep(blueprint, path, (step) => withKey(step, 'filter', filter));
}

/** Sets all mapped inputs of a module. */
export function setMapper(blueprint: Blueprint, path: StepPath, mapper: Values): Blueprint {
  return changeStep(blueprint, path, (step) => withKey(step, 'mapper', mapper));
}

/** Sets one mapped input; undefined takes it away. */
export function setMapped(blueprint: Blueprint, path: StepPath, name: string, value: unknown): Blueprint {
  return changeStep(blueprint, path, (step) => setIn(step, 'mapper', name, value));
}

/** Sets all static parameters of a module; its connection and webhook are among them. */
export function setParameters(blueprint: Blueprint, path: StepPath, parameters: Values): Blueprint {
  return changeStep(blueprint, path, (step) => withKey(step, 'parameters', parameters));
}

/** Sets one static parameter; undefined takes it away. */
export function setParameter(blueprint: Blueprint, path: StepPath, name: string, value: unknown): Blueprint {
  return changeStep(blueprint, path, (step) => setIn(step, 'parameters', name, value));
}

/** Sets one flag of a module, for example `groupBy`; undefined takes it away. */
export function setFlag(blueprint: Blueprint, path: StepPath, name: string, value: unknown): Blueprint {
  return changeStep(blueprint, path, (step) => setIn(step, 'flags', name, value));
}

/** Chooses the connection of a module, or none. */
export function setConnection(blueprint: Blueprint, path: StepPath, id: string | undefined): Blueprint {
  return setParameter(blueprint, path, '__IMTCONN__', id);
}

/** The connection a module uses, as text, or undefined. */
export function connectionOf(step: Step): string | undefined {
  return parameterText(step, '__IMTCONN__');
}

/** Chooses the webhook of a trigger, or none. */
export function setHook(blueprint: Blueprint, path: StepPath, id: string | undefined): Blueprint {
  return setParameter(blueprint, path, '__IMTHOOK__', id);
}

/** The webhook a trigger listens to, as text, or undefined. */
export function hookOf(step: Step): string | undefined {
  return parameterText(step, '__IMTHOOK__') ?? parameterText(step, 'hook');
}

/** Switches a module off or on again. */
export function setDisabled(blueprint: Blueprint, path: StepPath, disabled: boolean): Blueprint {
  return changeStep(blueprint, path, (step) => withKey(step, 'disabled', disabled ? true : undefined));
}

/** Whether a module is switched off. */
export function isDisabled(step: Step): boolean {
  return step['disabled'] === true;
}

/** The note on a module, as written; it may hold the HTML of Make's editor and is shown as text. */
export function noteOf(blueprint: Blueprint, step: Step): string | undefined {
  const content = own(notesOf(blueprint)[noteIndex(blueprint, step)], 'content');
  return typeof content === 'string' && content !== '' ? content : undefined;
}

/** Sets the note on a module; blank takes it away. */
export function setNote(blueprint: Blueprint, path: StepPath, note: string): Blueprint {
  const step = stepAt(blueprint, path);
  const id = step && idOf(step);
  if (step === undefined || id === undefined) return blueprint;
  const notes = notesOf(blueprint);
  const index = noteIndex(blueprint, step);
  return changeAt(blueprint, ['metadata', 'notes'], () => {
    if (note.trim() === '') return index === -1 ? notes : notes.toSpliced(index, 1);
    const old = notes[index];
    const written = withKey(
      isValues(old) ? old : { moduleIds: [id], content: '', isFilterNote: false },
      'content',
      note,
    );
    return index === -1 ? [...notes, written] : notes.with(index, written);
  });
}

/** The blueprint with one module changed. */
export function changeStep(blueprint: Blueprint, path: StepPath, change: (step: Step) => Step): Blueprint {
  const step = stepAt(blueprint, path);
  return step === undefined ? blueprint : changeAt(blueprint, path, () => change(step));
}

function setIn(step: Step, part: 'mapper' | 'parameters' | 'flags', name: string, value: unknown): Step {
  const old = step[part];
  return withKey(step, part, withKey(isValues(old) ? old : {}, name, value));
}

function parameterText(step: Step, name: string): string | undefined {
  const value = own(step.parameters, name);
  return typeof value === 'string' || typeof value === 'number' ? String(value) || undefined : undefined;
}

function notesOf(blueprint: Blueprint): readonly unknown[] {
  const notes = valueAt(blueprint, ['metadata', 'notes']);
  return Array.isArray(notes) ? notes : [];
}

/** The note on the module itself; notes on filters have a flag. */
function noteIndex(blueprint: Blueprint, step: Step): number {
  return notesOf(blueprint).findIndex((note) => {
    const ids = own(note, 'moduleIds');
    return Array.isArray(ids) && ids.length === 1 && ids[0] === idOf(step) && own(note, 'isFilterNote') !== true;
  });
}
