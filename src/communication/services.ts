import type { Clock } from '../core/clock.ts';
import type { Collection } from '../core/json.ts';
import type { Limits } from '../core/limits.ts';
import type { Secret } from '../core/secret.ts';
import type { Exchange, HttpClient } from '../http/client.ts';
import type { CallContext } from './call.ts';
import type { Polling } from './polling.ts';

/** What every call of a runtime shares. */
export interface CallServices {
  readonly http: HttpClient;
  readonly clock: Clock;
  /** A number in [0, 1). */
  readonly random: () => number;
  /** IANA zone of the user. */
  readonly timezone: string;
  readonly limits: Limits;
  /** Read in expressions as `environment`, for example `sonarSandboxUrl`. */
  readonly environment: Readonly<Collection>;
  /** Exact origins that may be private addresses. */
  readonly privateOrigins: readonly string[];
}

/** What one call adds to the shared services. */
export interface CallExtras {
  readonly secrets?: readonly Secret[];
  readonly signal?: AbortSignal;
  readonly onExchange?: (exchange: Exchange) => void;
  /** Told what functions of the app say by `debug`, secrets replaced. */
  readonly onDebug?: (line: string) => void;
  /** What a polling trigger is asked for. */
  readonly polling?: Polling;
}

/** The context of one call: the shared services, its own variables, its secrets. */
export function callContext(services: CallServices, variables: Collection, extras: CallExtras = {}): CallContext {
  const { http, clock, random, timezone, limits, privateOrigins, environment } = services;
  return {
    http,
    clock,
    random,
    timezone,
    limits,
    privateOrigins,
    ...extras,
    secrets: extras.secrets ?? [],
    variables: { environment: { timezone, ...environment }, ...variables },
  };
}
