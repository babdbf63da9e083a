import { useEffect, useState } from 'react';
import { checkBlueprint } from '../api/blueprints.ts';
import type { Finding, ScenarioDetail } from '../api/contract.ts';
import type { Edited } from './use-edits.ts';

/** Milliseconds of rest before a draft is checked. */
const REST_MS = 350;
const NONE: readonly Finding[] = [];

/** What is wrong with the scenario as it is being edited; while the server does not answer, what was last known. */
export function useProblems({ timezone }: ScenarioDetail, { blueprint, scheduling }: Edited): readonly Finding[] {
  const [problems, setProblems] = useState(NONE);
  useEffect(() => {
    const ended = new AbortController();
    const timer = setTimeout(() => {
      checkBlueprint({ blueprint, scheduling, timezone }, ended.signal).then(setProblems, () => undefined);
    }, REST_MS);
    return () => {
      clearTimeout(timer);
      ended.abort();
    };
  }, [blueprint, scheduling, timezone]);
  return problems;
}
