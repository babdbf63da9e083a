import { toConnectorError } from '../core/errors.ts';
import { newId } from '../core/ids.ts';
import type { DriftRecord, HookRecord } from '../store/records.ts';
import type { DriftPlan, DriftStep } from './drift.ts';
import { NOTHING_PENDING } from './registrar.ts';
import type { Registrar } from './registrar.ts';

/** What is written to the drift log, before it has an id and a time. */
export type DriftNote = Pick<DriftRecord, 'hookId' | 'action' | 'detail'>;

/** Writes to the drift log. */
export type NoteDrift = (note: DriftNote) => Promise<void>;

/** How far the steps of a hook came. */
export interface Convergence {
  readonly hook: HookRecord;
  /** What ended them early. */
  readonly refusal?: unknown;
}

/** A drift record made of a note. */
export function driftRecord(note: DriftNote, at: number, dryRun: boolean): DriftRecord {
  return { id: newId('dft', at), at, dryRun, ...note };
}

/** What a step is called in the drift log. */
export function noteOf(hook: Pick<HookRecord, 'id' | 'name'>, step: DriftStep): DriftNote {
  return { hookId: hook.id, ...kindOf(step).describe(`"${hook.name}"`, step) };
}

/**
 * Takes the steps of one hook, each written to the drift log once it is done. A refusal of the provider ends them: it
 * is stored with the hook and noted, and thrown is only what the store throws.
 */
export async function takeSteps(
  registrar: Registrar,
  hook: HookRecord,
  plan: DriftPlan,
  note: NoteDrift,
): Promise<Convergence> {
  let current = hook;
  for (const step of plan.steps) {
    try {
      current = await kindOf(step).take(registrar, current, step);
      await note(noteOf(hook, step));
    } catch (refusal) {
      const { message } = toConnectorError(refusal);
      await note({ hookId: hook.id, action: 'refused', detail: `"${hook.name}": ${message}` });
      return { hook: await stateAfter(registrar, current, { step, plan, refusal }), refusal };
    }
  }
  return { hook: current };
}

interface Refused {
  readonly step: DriftStep;
  readonly plan: DriftPlan;
  readonly refusal: unknown;
}

/** Attach and detach store their own refusals. */
async function stateAfter(registrar: Registrar, hook: HookRecord, refused: Refused): Promise<HookRecord> {
  const { step, plan, refusal } = refused;
  if (step.type !== 'remove' || plan.refused === undefined) return registrar.read(hook.id);
  return registrar.postpone(hook, plan.refused, refusal);
}

/** How one kind of step is taken, and told. */
interface StepKind<Step> {
  take(registrar: Registrar, hook: HookRecord, step: Step): Promise<HookRecord>;
  describe(name: string, step: Step): Pick<DriftNote, 'action' | 'detail'>;
}

const STEPS: { readonly [Type in DriftStep['type']]: StepKind<Extract<DriftStep, { readonly type: Type }>> } = {
  adopt: {
    take: (registrar, hook, { remote }) => registrar.adopt(hook, remote),
    describe: (name, { remote }) => ({
      action: 'adopted',
      detail: `${name} is the hook ${remote.id} of the service.`,
    }),
  },
  remove: {
    async take(registrar, hook, { remote }) {
      await registrar.removeRemote(hook, remote);
      return hook;
    },
    describe: (name, { remote, why }) => ({
      action: 'removed-duplicate',
      detail: `${name}: the hook ${remote.id} of the service ${why}.`,
    }),
  },
  attach: {
    take: (registrar, hook) => registrar.attach(hook),
    describe: (name, { again }) =>
      again
        ? { action: 'recreated', detail: `${name} was missing at the service, or changed there.` }
        : { action: 'attached', detail: `${name} is registered at the service.` },
  },
  detach: {
    take: (registrar, hook) => registrar.detach(hook),
    describe: (name) => ({ action: 'detached', detail: `${name} is removed at the service.` }),
  },
  forget: {
    take: (registrar, hook) => registrar.change(hook.id, { state: 'detached', data: {}, ...NOTHING_PENDING }),
    describe: (name) => ({ action: 'detached', detail: `${name} is not at the service.` }),
  },
};

function kindOf(step: DriftStep): StepKind<DriftStep> {
  return STEPS[step.type];
}
