import { useQueryClient } from '@tanstack/react-query';
import type { QueryClient } from '@tanstack/react-query';
import { createContext, useContext, useEffect, useRef, useSyncExternalStore } from 'react';
import type { EventFeed, ServerEvent, StreamState } from './events.ts';

/** The stream of the page. */
export const FeedContext = createContext<EventFeed | undefined>(undefined);

/** Which lists show something else after an event; keys as in the files beside this one. */
const CHANGED_BY: Readonly<Record<string, readonly string[]>> = {
  'execution.started': ['executions', 'scenarios'],
  'execution.finished': ['executions', 'scenarios', 'incompletes', 'sandbox', 'trigger-start', 'data-stores'],
  'scenario.changed': ['scenarios', 'scenario', 'hooks', 'connections', 'trigger-start', 'data-stores'],
  'delivery.queued': ['deliveries', 'hooks', 'scenarios', 'sandbox'],
  'delivery.settled': ['deliveries', 'hooks', 'scenarios', 'dead-letters', 'sandbox'],
  'incomplete.changed': ['incompletes', 'scenarios'],
  'hook.changed': ['hooks'],
  'connection.changed': ['connections', 'hooks'],
  'app.changed': ['apps', 'app', 'app-report', 'app-constants', 'module', 'scenarios', 'scenario'],
};
/** Lists are read again at most this often, however many events come. */
const REFRESH_MS = 400;

/** Reads again what events changed, and everything after the stream was lost. Used once, by the app itself. */
export function useLiveLists(feed: EventFeed): void {
  const client = useQueryClient();
  useEffect(() => {
    const stale = new Set<string>();
    let timer: ReturnType<typeof setTimeout> | undefined;
    let wasLost = false;
    const flush = (): void => {
      timer = undefined;
      for (const key of stale) if (readAgain(client, key)) stale.delete(key);
      if (stale.size > 0) timer = setTimeout(flush, REFRESH_MS);
    };
    const stop = feed.subscribe(({ type }) => {
      for (const key of CHANGED_BY[type] ?? []) stale.add(key);
      timer ??= setTimeout(flush, REFRESH_MS);
    });
    const stopState = feed.onState(() => {
      if (feed.state() === 'lost') wasLost = true;
      if (feed.state() === 'open' && wasLost) void client.invalidateQueries();
    });
    return () => {
      clearTimeout(timer);
      stop();
      stopState();
    };
  }, [client, feed]);
}

/** Starts to read lists again; false while they are still being read, since starting over at every event would never end. */
function readAgain(client: QueryClient, key: string): boolean {
  if (client.isFetching({ queryKey: [key] }) > 0) return false;
  void client.invalidateQueries({ queryKey: [key] });
  return true;
}

/** Calls `listener` for every event while the component is shown. */
export function useServerEvents(listener: (event: ServerEvent) => void): void {
  const feed = useContext(FeedContext);
  const latest = useRef(listener);
  useEffect(() => {
    latest.current = listener;
  });
  useEffect(() => feed?.subscribe((event) => latest.current(event)), [feed]);
}

/** Whether the page hears from the server. */
export function useStreamState(): StreamState {
  const feed = useContext(FeedContext);
  return useSyncExternalStore(
    (listener) => feed?.onState(listener) ?? (() => undefined),
    () => feed?.state() ?? 'connecting',
  );
}
