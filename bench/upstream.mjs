// The mock service of the benchmarks, in a process of its own: answers every request at once with one customer.
import { createServer } from 'node:http';

const answer = JSON.stringify({
  phone_number: '+13105551234',
  first_name: 'Matthew',
  subscribed: true,
  properties: {},
});
const server = createServer({ keepAlive: true }, (request, response) => {
  request.resume();
  request.on('end', () => {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(answer);
  });
});
server.listen(0, '127.0.0.1', () => process.send?.(server.address().port));
process.on('disconnect', () => process.exit(0));
