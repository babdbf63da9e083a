// Runs the tests. Arguments go to the runner as they are. Without any, the tests of the page come last and one file at a
// time: each has a server and a browser of its own, and two at once wait for each other more than they test.
import { spawnSync } from 'node:child_process';

const JEST = ['--experimental-vm-modules', '--no-warnings', 'node_modules/jest/bin/jest.js'];
const IN_BROWSER = 'test/web/browser';

const given = process.argv.slice(2);
const runs =
  given.length > 0
    ? [given]
    : [
        ['--testPathIgnorePatterns', '/node_modules/', IN_BROWSER],
        ['--maxWorkers=1', '--workerIdleMemoryLimit=1GB', '--passWithNoTests', IN_BROWSER],
      ];
const failed = runs.filter(
  (args) => spawnSync(process.execPath, [...JEST, ...args], { stdio: 'inherit' }).status !== 0,
);
process.exitCode = failed.length === 0 ? 0 : 1;
