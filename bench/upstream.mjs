// The mock service of the benchmarks, in a process of its own: answers every request at once. It says how many
// messages it got, and when each came in, when it is asked.
import { createServer } from 'node:http';

const CUSTOMER = JSON.stringify({
  phone_number: '+13105551234',
  first_name: 'Matthew',
  subscribed: true,
  properties: {},
});
const ANSWERS = { 'GET /api/v1/webhooks': '[]', 'POST /api/v1/webhooks': '{"id":1}' };
const arrivals = [];

const server = createServer((request, response) => {
  const key = `${request.method} ${request.url}`;
  const chunks = [];
  request.on('data', (chunk) => chunks.push(chunk));
  request.on('end', () => {
    if (key === 'POST /api/v1/messages') arrivals.push([sentAt(Buffer.concat(chunks)), Date.now()]);
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(ANSWERS[key] ?? CUSTOMER);
  });
});
server.listen(0, '127.0.0.1', () => process.send?.(server.address().port));
process.on('message', () => process.send?.(arrivals.splice(0)));
process.on('disconnect', () => process.exit(0));

/** The load puts its sending time into the first name, which the scenario puts into the text. */
function sentAt(body) {
  return Number(/t(\d{13})/.exec(body.toString('latin1'))?.[1] ?? 0);
}
