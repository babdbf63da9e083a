import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useServerEvents } from '../api/live.ts';

/** Events after which something in the sandbox may be different. */
const TOUCHING: ReadonlySet<string> = new Set(['delivery.queued', 'delivery.settled', 'execution.finished']);
/** What is shown is read again at most this often, however many events come. */
const REFRESH_MS = 400;

/** Reads what is shown of the sandbox again after events; a read under way is let finish, since more will follow. */
export function useFresh(): void {
  const client = useQueryClient();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  useServerEvents(({ type }) => {
    if (!TOUCHING.has(type)) return;
    timer.current ??= setTimeout(() => {
      timer.current = undefined;
      void client.invalidateQueries({ queryKey: ['sandbox'] }, { cancelRefetch: false });
    }, REFRESH_MS);
  });
}
