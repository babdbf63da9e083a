import { idOf, isStep, type Blueprint, type Step } from './blueprint.ts';
import { eachStep } from './references.ts';
import { indexOf, kindOfList, listOf, ownerOf, stepAt, stepsAt, type ListPath, type StepPath } from './step-path.ts';
import { own } from './values.ts';

/** A module another one may map from. */
export interface UpstreamModule {
  readonly id: number;
  readonly step: Step;
  /** `failed`: the module whose error handler this is; it gives its error and nothing else. */
  readonly relation: 'before' | 'failed';
}

/**
 * The modules that run before the one at `path`, the nearest first, as the engine sees them: those before it in its
 * list and around it; behind an aggregator not what it collected from; behind branches what is inside them too.
 */
export function upstreamOf(blueprint: Blueprint, path: StepPath): readonly UpstreamModule[] {
  return [...before(blueprint, path).values()].reverse();
}

type Upstream = ReadonlyMap<number, UpstreamModule>;

function before(blueprint: Blueprint, path: StepPath): Upstream {
  const list = stepsAt(blueprint, listOf(path));
  const known: { readonly id: number | undefined; readonly upstream: Upstream }[] = [];
  let upstream = aroundList(blueprint, listOf(path));
  for (const step of list.slice(0, indexOf(path))) {
    if (!isStep(step)) continue;
    known.push({ id: idOf(step), upstream });
    const feeder = Number(own(step.parameters, 'feeder'));
    const visible = known.find(({ id }) => id === feeder)?.upstream ?? upstream;
    const inner = Array.isArray(step.branches) ? eachStep([{ ...step, routes: [], onerror: [] }]).slice(1) : [];
    upstream = new Map([...visible, ...[...inner, step].flatMap((module) => entry(module, 'before'))]);
  }
  return upstream;
}

/** What runs before a whole list. */
function aroundList(blueprint: Blueprint, list: ListPath): Upstream {
  const owner = ownerOf(list);
  const step = owner && stepAt(blueprint, owner);
  if (owner === undefined || step === undefined) return new Map();
  const upstream = before(blueprint, owner);
  return kindOfList(list) === 'onerror' ? new Map([...upstream, ...entry(step, 'failed')]) : upstream;
}

function entry(step: Step, relation: UpstreamModule['relation']): readonly (readonly [number, UpstreamModule])[] {
  const id = idOf(step);
  return id === undefined ? [] : [[id, { id, step, relation }]];
}
