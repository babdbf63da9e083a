// npm run bench: ratios measured side by side in one run. Nothing here is a test: machines differ, ratios travel.
// npm run bench -- module, or -- server, runs one of the two.
import { benchModuleCall } from './module-call.mjs';
import { benchServer } from './server.mjs';

const BENCHES = [
  { name: 'module', title: 'One module call', bench: benchModuleCall },
  {
    name: 'server',
    title: 'The server at 64 connections, load generator and mock service included',
    bench: benchServer,
  },
];
const wanted = process.argv.slice(2);

for (const { name, title, bench } of BENCHES) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  console.log(`\n${title}`);
  for (const [figure, value] of await bench()) console.log(`  ${figure.padEnd(44)} ${value}`);
}
