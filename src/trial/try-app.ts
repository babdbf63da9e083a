import { systemClock } from '../core/clock.ts';
import { toConnectorError } from '../core/errors.ts';
import type { Collection } from '../core/json.ts';
import { DEFAULT_LIMITS } from '../core/limits.ts';
import type { CallServices } from '../communication/services.ts';
import { createAxiosClient } from '../http/axios-client.ts';
import type { App } from '../manifest/app.ts';
import type { AppSource } from '../manifest/app-source.ts';
import type { AnswerPlan } from './answer-plan.ts';
import { startStandIn, type ReceivedRequest } from './stand-in.ts';
import { connectionTrials } from './try-connections.ts';
import { hookTrials } from './try-hooks.ts';
import { moduleTrials } from './try-modules.ts';
import { outputTrials } from './try-outputs.ts';
import { rpcTrials } from './try-rpcs.ts';

/** How one call of one component ended. */
export interface TrialResult {
  readonly kind: 'connection' | 'module' | 'rpc' | 'webhook';
  readonly name: string;
  /** Which of its calls, or with which inputs. */
  readonly what: string;
  readonly passed: boolean;
  /** What it gave, for example `2 bundles`. */
  readonly gave: string;
  /** What was sent for it. */
  readonly requests: readonly ReceivedRequest[];
  /** Why it failed, and what to do. */
  readonly message?: string;
  readonly fix?: string;
}

/** One call to be tried. */
export interface Trial extends Pick<TrialResult, 'kind' | 'name' | 'what'> {
  readonly plans: readonly AnswerPlan[];
  /** Makes the call; tells what it gave. */
  run(): Promise<string>;
}

/** What trials are made from. */
export interface TrialStage {
  readonly app: App;
  readonly source: AppSource;
  readonly services: CallServices;
  /** Values of connections as far as they are known, by the name of the component. */
  readonly connections: Map<string, Collection>;
  /** Origins that may be private addresses. */
  readonly privateOrigins: string[];
}

/**
 * Calls everything an app has against a stand-in for its service, one call after the other: connections, RPCs, webhooks
 * and modules. The answers are made of the app's own samples, interfaces and expressions; nothing leaves this computer,
 * and time that is to be waited for passes at once.
 */
export async function tryApp(app: App, source: AppSource): Promise<readonly TrialResult[]> {
  const standIn = await startStandIn();
  const http = createAxiosClient({ limits: DEFAULT_LIMITS.http, clock: systemClock, standIn: standIn.origin });
  const clock = { ...systemClock, sleep: () => Promise.resolve() };
  const privateOrigins: string[] = [];
  const services: CallServices = {
    http,
    clock,
    limits: DEFAULT_LIMITS,
    random: Math.random,
    timezone: 'UTC',
    environment: {},
    privateOrigins,
  };
  const stage: TrialStage = { app, source, services, connections: new Map(), privateOrigins };
  const aside = rpcTrials(stage).flatMap(({ plans }) => plans);
  const results: TrialResult[] = app.leftOut.map(leftOutResult);
  try {
    for (const trialsOf of [connectionTrials, rpcTrials, hookTrials, moduleTrials, outputTrials]) {
      for (const trial of trialsOf(stage)) results.push(await resultOf(trial));
    }
  } finally {
    http.close();
    await standIn.close();
  }
  return results;

  async function resultOf(trial: Trial): Promise<TrialResult> {
    const { kind, name, what } = trial;
    standIn.expect(trial.plans, kind === 'module' ? aside : []);
    const told = { kind, name, what };
    try {
      const gave = await trial.run();
      return { ...told, passed: true, gave, requests: [...standIn.received] };
    } catch (thrown) {
      const { message, fix, problems } = toConnectorError(thrown);
      const details = problems.map((problem) => `${problem.pointer} ${problem.message}`.trim());
      const said = [message, ...details.filter((detail) => !message.includes(detail))].join(' ');
      return { ...told, passed: false, gave: '', requests: [...standIn.received], message: said, fix };
    }
  }
}

function leftOutResult({ kind, name }: App['leftOut'][number]): TrialResult {
  const message = 'It cannot be used, so the app was loaded without it.';
  const fix = 'Look at what check says about it.';
  return { kind: kind as TrialResult['kind'], name, what: '', passed: false, gave: '', requests: [], message, fix };
}
