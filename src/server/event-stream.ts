import type { ServerResponse } from 'node:http';
import type { EngineEvent, EventHub } from '../engine/events.ts';
import { showEvent } from './views/event.ts';

/** Milliseconds between comments that keep proxies and clients from giving a silent stream up. */
const HEARTBEAT_MS = 15_000;
/** Milliseconds a client waits before it connects again. */
const RETRY_MS = 2000;
/** A client that reads so much too slowly is let go; it connects again by itself. */
const MOST_UNREAD_BYTES = 4 * 1024 * 1024;

/**
 * Writes events as server-sent events until the client goes away or `end` is aborted. Missed events are not sent again:
 * a client that comes back reads the lists it shows.
 */
export function streamEvents(
  response: ServerResponse,
  options: {
    readonly events: Pick<EventHub, 'onAny'>;
    readonly wanted: (event: EngineEvent) => boolean;
    readonly end: AbortSignal;
  },
): void {
  const { events, wanted, end } = options;
  response.flushHeaders();
  response.write(`retry: ${RETRY_MS}\n: connected\n\n`);
  const unsubscribe = events.onAny((event) => {
    if (!wanted(event)) return;
    const { event: name, data } = showEvent(event);
    response.write(`event: ${name}\ndata: ${JSON.stringify(data)}\n\n`);
    if (response.writableLength > MOST_UNREAD_BYTES) response.destroy();
  });
  const heartbeat = setInterval(() => response.write(': heartbeat\n\n'), HEARTBEAT_MS);
  heartbeat.unref();
  const finish = (): void => void response.end();
  end.addEventListener('abort', finish, { once: true });
  response.once('close', () => {
    clearInterval(heartbeat);
    unsubscribe();
    end.removeEventListener('abort', finish);
  });
}
