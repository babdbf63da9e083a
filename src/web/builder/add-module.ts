import type { Connection } from '../api/contract.ts';
import type { Blueprint, Step } from '../model/blueprint.ts';
import type { Edit } from '../model/edit.ts';
import { landingOf } from '../model/landing.ts';
import { whyNot, type Place } from '../model/placement.ts';
import { insertSteps, newStep, replaceStep, type NewModule } from '../model/place-step.ts';
import { allSteps, pathOfId, type StepPath } from '../model/step-path.ts';
import { connectionOf } from '../model/step-settings.ts';
import type { Values } from '../model/values.ts';
import type { Aim } from './builder-state.ts';
import type { Catalogue, CatalogueModule } from './catalogue.ts';
import type { Editor } from './editor.ts';
import { kindsOf } from './use-kinds.ts';

type Situation = Pick<Editor, 'blueprint' | 'catalogue' | 'connections' | 'focused'>;

/** Adds a module where people aimed at, else where it belongs, with a connection when only one comes into question. */
export function addModule(
  module: CatalogueModule,
  situation: Situation,
  { aim, mapper = {} }: { readonly aim: Aim | undefined; readonly mapper?: Values },
): Edit {
  const { blueprint, catalogue } = situation;
  const kinds = kindsOf(catalogue);
  const start = startOf(module, situation);
  const made = { ...start, mapper: { ...start.mapper, ...mapper } };
  if (aim?.replaces !== undefined) return replaceStep(blueprint, aim.replaces, made, kinds);
  return insertSteps(blueprint, placeFor(module.name, situation, aim), [newStep(blueprint, made)], kinds);
}

/** Why a module cannot be added at the moment; undefined when it can. */
export function whyNotAdd(module: CatalogueModule, situation: Situation, aim: Aim | undefined): string | undefined {
  const { blueprint, catalogue } = situation;
  if (aim?.replaces !== undefined) return undefined;
  const step: Step = { id: 0, module: module.name };
  return whyNot(blueprint, placeFor(module.name, situation, aim), [step], kindsOf(catalogue));
}

/** A new module with its defaults and its connection. */
function startOf({ name, version, connection }: CatalogueModule, situation: Situation): NewModule {
  const { parameters, mapper } = situation.catalogue.startOf(name);
  const id = connection === undefined ? undefined : connectionFor(name, connection, situation);
  return {
    module: name,
    version,
    mapper,
    parameters: id === undefined ? parameters : { ...parameters, __IMTCONN__: id },
  };
}

/** Where a module goes: where people aimed at, else where it belongs. */
export function placeFor(module: string, { blueprint, catalogue, focused }: Situation, aim: Aim | undefined): Place {
  if (aim !== undefined) return aim.place;
  const focus: StepPath | undefined = focused === undefined ? undefined : pathOfId(blueprint, focused);
  return landingOf(blueprint, focus, module, kindsOf(catalogue));
}

/** The only connection of its kind, or the one other modules of the same app use. */
function connectionFor(
  module: string,
  component: string,
  {
    blueprint,
    connections,
  }: { readonly blueprint: Blueprint; readonly connections: readonly Connection[]; readonly catalogue: Catalogue },
): string | undefined {
  const app = module.split(':')[0];
  const fitting = connections.filter((one) => one.app === app && one.connection === component);
  if (fitting.length === 1) return fitting[0]?.id;
  const siblings = allSteps(blueprint).filter(({ step }) => step.module.startsWith(`${app}:`));
  const used = new Set(siblings.map(({ step }) => connectionOf(step)));
  return fitting.find(({ id }) => used.has(id))?.id;
}
