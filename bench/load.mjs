// The load generator of the benchmarks, in a process of its own: keeps `connections` requests under way over plain
// sockets, each delivery with an id of its own, and reports how long each answer took.
import { randomUUID } from 'node:crypto';
import { connect } from 'node:net';

process.once('message', ({ url, connections, seconds, perSecond }) => {
  const { hostname, port, pathname } = new URL(url);
  const [before, between, after] = requestParts(`${hostname}:${port}`, pathname);
  const until = performance.now() + seconds * 1000;
  const latencies = [];
  const statuses = {};
  let started = 0;
  const begun = performance.now();
  const lanes = Array.from({ length: connections }, () => runLane());
  void Promise.all(lanes).then(() => {
    const elapsed = (performance.now() - begun) / 1000;
    latencies.sort((a, b) => a - b);
    const at = (share) => latencies[Math.floor(latencies.length * share)] ?? 0;
    process.send({
      accepted: statuses[202] ?? 0,
      statuses,
      perSecond: latencies.length / elapsed,
      p50: at(0.5),
      p99: at(0.99),
    });
    process.disconnect();
  });

  function runLane() {
    return new Promise((resolve) => {
      const socket = connect(Number(port), hostname);
      socket.setNoDelay(true);
      let sentAt = 0;
      let pending = '';
      const next = () => {
        const now = performance.now();
        if (now >= until) {
          socket.end(resolve);
          return;
        }
        const wait = perSecond === undefined ? 0 : (started / perSecond) * 1000 - (now - begun);
        if (wait > 1) {
          setTimeout(next, wait);
          return;
        }
        started += 1;
        sentAt = performance.now();
        socket.write(request());
      };
      socket.on('connect', next);
      socket.on('error', resolve);
      socket.on('close', resolve);
      socket.on('data', (chunk) => {
        pending += chunk.toString('latin1');
        const end = pending.indexOf('\r\n\r\n');
        if (end < 0 || pending.length < end + 4 + lengthOf(pending.slice(0, end))) return;
        const status = pending.slice(9, 12);
        pending = '';
        statuses[status] = (statuses[status] ?? 0) + 1;
        latencies.push(performance.now() - sentAt);
        next();
      });
    });
  }

  /** The body of a message with this head. */
  function lengthOf(head) {
    return Number(/content-length: (\d+)/i.exec(head)?.[1] ?? 0);
  }

  /** The same bytes but for the id of the event and the time it was sent, so that the load costs little itself. */
  function request() {
    return `${before}${randomUUID()}${between}${Date.now()}${after}`;
  }
});

function requestParts(host, path) {
  const body = JSON.stringify({
    uuid: randomUUID(),
    action: 'customer_created',
    company_publishable_key: '6b1f6d1e-3a52-4a0e-9a39-5a2f3f0f2b11',
    customer: {
      phone_number: '+13105551234',
      first_name: `t${Date.now()}`,
      subscribed: true,
      properties: { note: 'x'.repeat(300) },
    },
  });
  const head = `POST ${path} HTTP/1.1\r\nHost: ${host}\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n`;
  return (head + body).split(/(?<="uuid":")[^"]+|(?<="first_name":"t)\d+/);
}
