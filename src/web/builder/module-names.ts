import type { Connection } from '../api/contract.ts';
import { customNameOf, type Step } from '../model/blueprint.ts';
import { numberOf } from '../model/step-path.ts';
import { stepTitle, type NamedStep } from '../model/aria-names.ts';
import { connectionOf } from '../model/step-settings.ts';
import type { Catalogue } from './catalogue.ts';

/** What people called a module, or its own label, or its name in the blueprint. */
export function labelOfStep(step: Step, catalogue: Catalogue): string {
  return customNameOf(step) ?? catalogue.find(step.module)?.label ?? step.module;
}

/** A module as accessible names speak of it. */
export function namedStep(step: Step, catalogue: Catalogue): NamedStep {
  return { number: numberOf(step), label: labelOfStep(step, catalogue) };
}

/** "2 Send a Message" */
export function nameOfStep(step: Step, catalogue: Catalogue): string {
  return stepTitle(namedStep(step, catalogue));
}

/** "Sonar · Sandbox A": the app of a module and its connection. */
export function originOfStep(step: Step, catalogue: Catalogue, connections: readonly Connection[]): string {
  const app = catalogue.find(step.module)?.app ?? step.module.split(':')[0] ?? '';
  const id = connectionOf(step);
  const connection = connections.find((one) => one.id === id)?.name;
  return connection === undefined ? app : `${app} · ${connection}`;
}
