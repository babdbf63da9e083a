import type { ScenarioRow } from '../api/contract.ts';

const WORDS = [
  ['success', 'ok'],
  ['warning', 'with a warning'],
  ['error', 'not ok'],
] as const;

/** "12 ok, 1 not ok": the runs of the last 24 hours in words. */
export function runsText(runs: ScenarioRow['runs24h']): string {
  const parts = WORDS.filter(([key]) => runs[key] > 0).map(([key, word]) => `${runs[key].toLocaleString()} ${word}`);
  return parts.length === 0 ? 'None' : parts.join(', ');
}
