import { fileURLToPath } from 'node:url';
import type { Config } from '../core/config.ts';
import { collectionOf, ownValue } from '../core/json.ts';
import type { EngineEvent } from '../engine/events.ts';
import { compileValue } from '../iml/value.ts';
import type { Log } from '../server/log.ts';
import type { ExpressionsPart, Measure, ServerParts } from '../server/parts.ts';
import type { Service } from '../service/service.ts';

/** What the server needs besides the service. */
export interface ServerSettings {
  readonly config: Config;
  readonly version: string;
  readonly log: Log;
  /** The sandbox beside the server, if one runs. */
  readonly sandbox: ServerParts['sandbox'] | undefined;
}

/** Where the build puts the page, seen from `src` and from `dist`. */
const WEB_FOLDER = fileURLToPath(new URL('../../dist/web', import.meta.url));

/** The service as the server takes it. */
export function serverParts(service: Service, { config, version, log, sandbox }: ServerSettings): ServerParts {
  return {
    ...service,
    config,
    version,
    log,
    clock: service.services.clock,
    expressions: expressionsPart(service),
    webFolder: WEB_FOLDER,
    checks: [],
    metrics: countEvents(service),
    ...(sandbox !== undefined && { sandbox }),
  };
}

function expressionsPart({ services }: Service): ExpressionsPart {
  const { clock, random, limits } = services;
  return {
    evaluate(value, variables, timezone = services.timezone) {
      const compiled = compileValue(value, { mode: 'scenario' });
      return compiled.evaluate({ variables, clock, random, timezone, limits: limits.expression });
    },
  };
}

/** Counts what happens, for `/metrics`; the counts begin with the process. */
function countEvents({ events, store }: Service): () => Promise<readonly Measure[]> {
  const counts = new Map<string, Map<string, number>>();
  events.onAny((event) => {
    const counted = COUNTED[event.type]?.(event);
    if (counted === undefined) return;
    const byLabel = counts.get(counted.name) ?? new Map<string, number>();
    counts.set(counted.name, byLabel.set(counted.label, (byLabel.get(counted.label) ?? 0) + 1));
  });
  return async () => {
    const active = (await store.scenarios.list()).filter((scenario) => scenario.active).length;
    return [
      { name: 'scenarios_active', help: 'Scenarios that are switched on.', type: 'gauge', values: [{ value: active }] },
      ...Object.entries(COUNTERS).map(([name, { help, label }]) => ({
        name,
        help,
        type: 'counter' as const,
        values: [...(counts.get(name) ?? [])].map(([key, value]) => ({
          value,
          labels: collectionOf([[label, key]]) as Record<string, string>,
        })),
      })),
    ];
  };
}

const COUNTERS = {
  runs_total: { help: 'Runs that ended, by how they ended.', label: 'status' },
  operations_total: { help: 'Modules that were executed, by result.', label: 'status' },
  webhook_deliveries_total: { help: 'Deliveries that were worked off or given up, by result.', label: 'result' },
} as const;

type Counted = { readonly name: keyof typeof COUNTERS; readonly label: string } | undefined;

const COUNTED: Partial<Record<EngineEvent['type'], (event: EngineEvent) => Counted>> = {
  'run.finished': (event) => ({ name: 'runs_total', label: String(ownValue(event, 'status')) }),
  'operation.finished': (event) => ({
    name: 'operations_total',
    label: String(ownValue(ownValue(event, 'operation'), 'status')),
  }),
  'delivery.settled': (event) => ({ name: 'webhook_deliveries_total', label: String(ownValue(event, 'state')) }),
};
