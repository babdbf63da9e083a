import type { Collection } from '../core/json.ts';
import { systemClock } from '../core/clock.ts';
import type { ServerCommandContext, ServerCommandResult } from './server-command.ts';

/** Milliseconds between two looks. */
const INTERVAL_MS = 500;
/** Newest items that one look reads. */
const WINDOW = 250;

/**
 * Prints the items of a list as they appear or change, one JSON line each, until Ctrl-C. `mark` tells the states of an
 * item apart.
 */
export async function tail(
  { terminal, api }: Pick<ServerCommandContext, 'terminal' | 'api'>,
  path: string,
  mark: (item: Collection) => string,
): Promise<ServerCommandResult> {
  const seen = new Map<unknown, string>();
  const look = async (print: boolean): Promise<void> => {
    for (const item of (await api.list(path, {}, WINDOW)).toReversed()) {
      if (seen.get(item['id']) === mark(item)) continue;
      seen.set(item['id'], mark(item));
      if (print) terminal.out(`${JSON.stringify(item)}\n`);
    }
    forgetOldest(seen);
  };
  await look(false);
  while (!terminal.signal.aborted) {
    await systemClock.sleep(INTERVAL_MS, terminal.signal).catch(() => undefined);
    if (!terminal.signal.aborted) await look(true);
  }
  return {};
}

/** Items leave the window of a look at its old end; what is kept here stays a few windows long. */
function forgetOldest(seen: Map<unknown, string>): void {
  const surplus = seen.size - 4 * WINDOW;
  for (const id of [...seen.keys()].slice(0, Math.max(0, surplus))) seen.delete(id);
}
