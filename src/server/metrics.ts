import type { Router } from 'express';
import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { Measure, ServerContext } from './parts.ts';

const PREFIX = 'sonar_connect_';
/** Seconds; the API answers in milliseconds unless it asks a service. */
const BUCKETS = [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 10, 40];

/** Counts requests of the API and serves everything that is counted at `/metrics`. */
export interface Metrics {
  /** `route` is the path as it is documented, never one with an id, so that the number of series is bounded. */
  observe(request: {
    readonly route: string;
    readonly method: string;
    readonly status: number;
    readonly seconds: number;
  }): void;
  mount(router: Router): void;
}

/** Metrics in a registry of their own. */
export function createMetrics(parts: ServerContext): Metrics {
  const requests = new Registry();
  const total = new Counter({
    name: `${PREFIX}http_requests_total`,
    help: 'Requests of the API.',
    labelNames: ['route', 'method', 'status'],
    registers: [requests],
  });
  const duration = new Histogram({
    name: `${PREFIX}http_request_duration_seconds`,
    help: 'Time until the answer of the API was written.',
    labelNames: ['route', 'method'],
    buckets: BUCKETS,
    registers: [requests],
  });
  return {
    observe({ route, method, status, seconds }) {
      total.inc({ route, method, status });
      duration.observe({ route, method }, seconds);
    },
    mount(router) {
      router.get('/metrics', async (_request, response) => {
        const text = `${await requests.metrics()}${await measured(await allMeasures(parts))}`;
        response.set('Cache-Control', 'no-store').type(requests.contentType).send(text);
      });
    },
  };
}

async function allMeasures(parts: ServerContext): Promise<readonly Measure[]> {
  const [others, depths, connections] = await Promise.all([
    parts.metrics(),
    parts.store.deliveries.depths(),
    parts.store.connections.list(),
  ]);
  const waiting = [...depths.values()].reduce((sum, depth) => sum + depth, 0);
  const unhealthy = connections.filter(({ status }) => status === 'attention').length;
  return [
    gauge('build_info', 'The version of this program.', {
      value: 1,
      labels: { version: parts.version, node: process.version },
    }),
    gauge('webhook_queue_depth', 'Deliveries that wait or are worked off.', { value: waiting }),
    gauge('connections_unhealthy', 'Connections that need attention.', { value: unhealthy }),
    gauge('process_resident_memory_bytes', 'Resident memory.', { value: process.memoryUsage.rss() }),
    gauge('process_uptime_seconds', 'Time since the process started.', { value: process.uptime() }),
    ...others,
  ];
}

function gauge(name: string, help: string, value: Measure['values'][number]): Measure {
  return { name, help, type: 'gauge', values: [value] };
}

/** Measures as Prometheus reads them, in a registry that lives as long as one answer. */
async function measured(measures: readonly Measure[]): Promise<string> {
  const registry = new Registry();
  for (const { name, help, type, values } of measures) {
    const labelNames = Object.keys(values[0]?.labels ?? {});
    const settings = { name: PREFIX + name, help, labelNames, registers: [registry] };
    const metric = type === 'gauge' ? new Gauge(settings) : new Counter(settings);
    for (const { labels = {}, value } of values) metric.inc({ ...labels }, value);
  }
  return registry.metrics();
}
