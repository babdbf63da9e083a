// Whether the server stays flat: whole runs at a steady rate, memory and descriptors read every minute.
import { load, startProduct, startUpstream } from './processes.mjs';
import { call, setUp } from './server.mjs';

const PER_SECOND = 50;
const CONNECTIONS = 8;
const MINUTE_MS = 60_000;

/** `SOAK_MINUTES` says for how long. */
export async function benchSoak() {
  const minutes = Number(process.env.SOAK_MINUTES ?? 10);
  const upstream = await startUpstream();
  const product = await startProduct(upstream.url);
  const samples = [];
  const sample = (minute) => {
    samples.push({ minute, mb: product.rssMb(), descriptors: product.descriptors() });
    console.log(
      `  ${String(minute).padStart(4)} min  ${product.rssMb().toFixed(0)} MB  ${product.descriptors()} descriptors`,
    );
  };
  try {
    const { hook, scenario } = await setUp(product.url);
    await call(product.url, 'POST', `/scenarios/${scenario}/activate`);
    let accepted = 0;
    let called = 0;
    sample(0);
    for (let minute = 1; minute <= minutes; minute += 1) {
      const part = await load({
        url: hook,
        connections: CONNECTIONS,
        seconds: MINUTE_MS / 1000,
        perSecond: PER_SECOND,
      });
      accepted += part.accepted;
      called += (await upstream.arrivals()).length;
      sample(minute);
    }
    for (let tries = 0; called < accepted && tries < 100; tries += 1) {
      await new Promise((resolve) => setTimeout(resolve, 100));
      called += (await upstream.arrivals()).length;
    }
    const settled = samples.slice(Math.ceil(samples.length / 3));
    return [
      ['accepted, and calls to the service', `${accepted}, ${called}`],
      ['slope of the memory after the first third', `${slope(settled).toFixed(2)} MB/min`],
      ['descriptors, least and most', extremes(settled.map(({ descriptors }) => descriptors)).join(', ')],
    ];
  } finally {
    await product.stop();
    upstream.stop();
  }
}

/** Megabytes a minute, by least squares. */
function slope(samples) {
  const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const minute = mean(samples.map((one) => one.minute));
  const mb = mean(samples.map((one) => one.mb));
  const above = samples.reduce((sum, one) => sum + (one.minute - minute) * (one.mb - mb), 0);
  const below = samples.reduce((sum, one) => sum + (one.minute - minute) ** 2, 0);
  return below === 0 ? 0 : above / below;
}

function extremes(values) {
  return [Math.min(...values), Math.max(...values)];
}
