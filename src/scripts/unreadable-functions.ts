import { systemClock } from '../core/clock.ts';
import { DEFAULT_LIMITS } from '../core/limits.ts';
import type { Evaluation } from '../iml/evaluation.ts';
import type { Script } from './messages.ts';
import { circumstances, nextSession, sharedScriptHost } from './own-functions.ts';
import type { UnreadableScript } from './sandbox.ts';
import type { ScriptHost } from './script-host.ts';
import { unpack } from './values.ts';

/** Code beside a function runs while it is read, with nothing to work on. */
const READING: Evaluation = {
  variables: {},
  clock: systemClock,
  random: () => 0,
  timezone: 'UTC',
  limits: DEFAULT_LIMITS.expression,
};

/** The functions that are no JavaScript, or do not define what their name promises; no thread starts without functions. */
export function unreadableFunctions(
  scripts: readonly Script[],
  host: () => ScriptHost = sharedScriptHost,
): readonly UnreadableScript[] {
  if (scripts.length === 0) return [];
  const plain = scripts.map(({ name, path, code }) => ({ name, path, code }));
  const outcome = host().perform({ type: 'read', ...circumstances(plain, nextSession(), READING) }, READING);
  if (outcome.type === 'done') return unpack(outcome.value) as readonly UnreadableScript[];
  return plain.slice(0, 1).map(({ name }) => ({ name, failure: outcome.failure }));
}
