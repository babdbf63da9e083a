import { useEffect, useRef } from 'react';
import type { Watch } from '../model/live-run.ts';
import type { FilterCount } from '../model/run-summary.ts';
import { runSentence } from '../model/run-summary.ts';
import { useAnnounce } from '../shell/status.tsx';

/** Says once how a run ended that was started here, as soon as its operations are read. */
export function useEndAnnouncement(
  { isMine, run: { executionId, status } }: Watch,
  { isRead, count, filters }: ReadOperations,
): void {
  const announce = useAnnounce();
  const told = useRef<string>(undefined);
  useEffect(() => {
    if (!isMine || !isRead || executionId === undefined || told.current === executionId) return;
    told.current = executionId;
    announce(runSentence(status, count, filters));
  }, [isMine, isRead, executionId, status, count, filters, announce]);
}

interface ReadOperations {
  readonly isRead: boolean;
  readonly count: number;
  readonly filters: ReadonlyMap<number, FilterCount>;
}
