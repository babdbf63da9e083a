/** An event as the server tells it: its name and what it is about. */
export interface ServerEvent {
  readonly type: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** Whether events arrive. */
export type StreamState = 'connecting' | 'open' | 'lost';

/** One stream of events for the whole page. */
export interface EventFeed {
  /** Listens to every event; the result ends it. */
  subscribe(listener: (event: ServerEvent) => void): () => void;
  /** Listens to the state of the stream; the result ends it. */
  onState(listener: () => void): () => void;
  state(): StreamState;
  close(): void;
}

/** Names of the events the page listens to. */
export const EVENT_TYPES = [
  'execution.started',
  'operation.started',
  'operation.finished',
  'execution.finished',
  'execution.waiting',
  'execution.wait-ended',
  'scenario.changed',
  'delivery.queued',
  'delivery.settled',
  'incomplete.changed',
  'hook.changed',
  'connection.changed',
  'app.changed',
] as const;

/** Opens the stream; the browser connects again by itself when it breaks. */
export function openEventFeed(address = '/api/v1/events'): EventFeed {
  const listeners = new Set<(event: ServerEvent) => void>();
  const stateListeners = new Set<() => void>();
  let state: StreamState = 'connecting';
  let retry: ReturnType<typeof setTimeout> | undefined;
  let source = connect();

  return {
    subscribe: (listener) => addTo(listeners, listener),
    onState: (listener) => addTo(stateListeners, listener),
    state: () => state,
    close() {
      clearTimeout(retry);
      source.close();
    },
  };

  function connect(): EventSource {
    const opened = new EventSource(address);
    opened.addEventListener('open', () => become('open'));
    opened.addEventListener('error', () => {
      become('lost');
      // A refused stream (a server that is just starting) is not tried again by the browser.
      if (opened.readyState === EventSource.CLOSED) retry = setTimeout(() => (source = connect()), 2000);
    });
    for (const type of EVENT_TYPES) {
      opened.addEventListener(type, (message: MessageEvent<string>) => {
        const data = JSON.parse(message.data) as ServerEvent['data'];
        for (const listener of listeners) listener({ type, data });
      });
    }
    return opened;
  }

  function become(next: StreamState): void {
    if (state === next) return;
    state = next;
    for (const listener of stateListeners) listener();
  }
}

function addTo<Listener>(listeners: Set<Listener>, listener: Listener): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}
