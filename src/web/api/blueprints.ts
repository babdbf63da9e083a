import type { Finding, Scheduling } from './contract.ts';
import { request } from './request.ts';

/** A blueprint as it is being edited. */
export interface Draft {
  readonly blueprint: object;
  readonly scheduling: Scheduling;
  readonly timezone: string;
}

/** What is wrong or doubtful with a blueprint; nothing of it is kept. */
export async function checkBlueprint(draft: Draft, signal: AbortSignal): Promise<readonly Finding[]> {
  const { problems } = await request<{ readonly problems: readonly Finding[] }>('POST', '/blueprints/check', {
    body: draft,
    signal,
  });
  return problems;
}
