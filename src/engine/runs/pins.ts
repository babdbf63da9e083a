import { ConnectorError } from '../../core/errors.ts';
import { isCollection, type Collection } from '../../core/json.ts';
import { pointerTo, type Problem } from '../../core/source.ts';
import type { CompiledScenario } from '../blueprint/compiled-scenario.ts';
import type { Role } from '../blueprint/step.ts';
import { decodeValue } from '../flow/snapshot.ts';

/** Bundles by module id, as JSON: dates and binary data as `encodeValue` writes them. */
export type PinnedBundles = Readonly<Record<string, readonly unknown[]>>;

/** Modules that give bundles; the others only steer them. */
const PINNABLE: ReadonlySet<Role['type']> = new Set(['operation', 'aggregator']);

/**
 * Pinned bundles, ready for a run of this scenario.
 * Those of disabled modules are left aside until the module is enabled.
 * @throws ConnectorError `UsageError` with a finding for each module that cannot be pinned and each value that is none.
 */
export function readPins(
  pinned: PinnedBundles,
  { stepsById }: CompiledScenario,
): ReadonlyMap<number, readonly Collection[]> {
  const problems: Problem[] = [];
  const byModule = new Map<number, readonly Collection[]>();
  for (const [id, bundles] of Object.entries(pinned)) {
    const step = stepsById.get(Number(id));
    if (step === undefined) report(id, 'UNKNOWN_MODULE', `The scenario has no module ${id}.`);
    else if (step.role.type === 'disabled') continue;
    else if (!PINNABLE.has(step.role.type)) report(id, 'NOT_PINNABLE', `"${step.label}" gives no bundles of its own.`);
    else byModule.set(step.id, bundlesOf(id, bundles));
  }
  if (problems.length === 0) return byModule;
  throw new ConnectorError('UsageError', 'Some of the pinned bundles cannot be used, so nothing was run.', {
    problems,
    fix: 'Unpin these modules, or pin whole bundles of modules the saved scenario has.',
  });

  function bundlesOf(id: string, bundles: readonly unknown[]): readonly Collection[] {
    return bundles.flatMap((bundle, index) => {
      const value = decoded(bundle);
      if (isCollection(value)) return [value];
      report(`${id}/${index}`, 'NO_BUNDLE', 'The pinned value is no whole bundle.');
      return [];
    });
  }

  function report(place: string, code: string, message: string): void {
    const pointer = place.split('/').reduce(pointerTo, '/pins');
    problems.push({ pointer, severity: 'error', code, message });
  }
}

/** Whether a step has pinned bundles. */
export function isPinned(
  step: { readonly id: number } | undefined,
  pins: ReadonlyMap<number, unknown> | undefined,
): boolean {
  return step !== undefined && pins?.has(step.id) === true;
}

/** Why a run of an active scenario cannot have pins. */
export function pinsOfActive(name: string): ConnectorError {
  return new ConnectorError(
    'ConflictError',
    `"${name}" is on: its next run is a real one and uses no pinned bundles.`,
    {
      fix: 'Switch it off first, or run it with a sample or a stored delivery.',
    },
  );
}

/** Undefined for what cannot be decoded, for example a part of a value that was cut for display. */
function decoded(bundle: unknown): unknown {
  try {
    return decodeValue(bundle);
  } catch {
    return undefined;
  }
}
