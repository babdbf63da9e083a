// npm run bench: ratios measured side by side in one run. Nothing here is a test: machines differ, ratios travel.
import { benchModuleCall } from './module-call.mjs';

const BENCHES = [{ title: 'One module call', bench: benchModuleCall }];

for (const { title, bench } of BENCHES) {
  console.log(`\n${title}`);
  for (const [name, figure] of await bench()) console.log(`  ${name.padEnd(40)} ${figure}`);
}
