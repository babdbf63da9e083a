// npm run bench: ratios measured side by side in one run. Nothing here is a test: machines differ, ratios travel.
// npm run bench -- module (or expressions, server, page, soak) runs one of them; without a name all but the soak, which takes long.
import { benchExpressions } from './expressions.mjs';
import { benchModuleCall } from './module-call.mjs';
import { benchPage } from './page.mjs';
import { benchServer } from './server.mjs';
import { benchSoak } from './soak.mjs';

const BENCHES = [
  { name: 'expressions', title: 'Expressions on one core', bench: benchExpressions },
  { name: 'module', title: 'One module call', bench: benchModuleCall },
  {
    name: 'server',
    title: 'The server at 64 connections, load generator and mock service included',
    bench: benchServer,
  },
  { name: 'page', title: 'The page in a browser', bench: benchPage },
  { name: 'soak', title: 'Memory and descriptors over time at 50 runs/s', bench: benchSoak, isLong: true },
];
const wanted = process.argv.slice(2);

for (const { name, title, bench, isLong } of BENCHES) {
  if (wanted.length > 0 ? !wanted.includes(name) : isLong) continue;
  console.log(`\n${title}`);
  for (const [figure, value] of await bench()) console.log(`  ${figure.padEnd(44)} ${value}`);
}
