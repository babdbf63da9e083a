import type { Router } from 'express';
import type { ServerContext } from './parts.ts';

/** Longest time a check may take, in milliseconds. */
const CHECK_DEADLINE_MS = 5000;

/**
 * `/healthz` says that the process answers; `/readyz` that work may be sent here: 503 while it starts, when a check
 * fails, and as soon as it is about to stop. Why a check failed stands in the log only.
 */
export function mountHealth(router: Router, parts: ServerContext): void {
  router.get('/healthz', (_request, response) => {
    response.set('Cache-Control', 'no-store').json({ status: 'ok' });
  });
  router.get('/readyz', async (_request, response) => {
    const checks = Object.fromEntries(await Promise.all(checksOf(parts)));
    const isReady = Object.values(checks).every((result) => result === 'ok');
    response
      .status(isReady ? 200 : 503)
      .set('Cache-Control', 'no-store')
      .json({ status: isReady ? 'ok' : 'unavailable', checks });
  });
}

function checksOf(parts: ServerContext): readonly Promise<readonly [string, 'ok' | 'failed']>[] {
  const running = {
    name: 'running',
    check: () => (parts.closing.aborted ? Promise.reject(new Error('the server is about to stop')) : Promise.resolve()),
  };
  const store = { name: 'store', check: () => parts.store.probe() };
  return [running, store, ...parts.checks].map(async (probe) => {
    const { name } = probe;
    try {
      await withDeadline(probe.check());
      return [name, 'ok'] as const;
    } catch (error) {
      parts.log.warn('a readiness check failed', { check: name, error });
      return [name, 'failed'] as const;
    }
  });
}

async function withDeadline(work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`no result within ${CHECK_DEADLINE_MS} ms`)), CHECK_DEADLINE_MS);
  });
  await Promise.race([work, late]).finally(() => clearTimeout(timer));
}
