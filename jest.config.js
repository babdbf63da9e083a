import { hasChromium } from './test/web/browser/chromium-path.js';

/** Without a browser its tests are left out and the last lines say so; where `CI` is set they fail instead. */
const leftOut = hasChromium() || process.env['CI'] !== undefined ? [] : ['<rootDir>/test/web/browser/'];

/** Native ESM: run through `node --experimental-vm-modules`; SWC only strips the types. */
export default {
  testEnvironment: 'node',
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/', ...leftOut],
  reporters: ['default', '<rootDir>/test/web/browser/chromium-reporter.js'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' }, module: { type: 'es6' }, sourceMaps: 'inline' },
    ],
  },
  testTimeout: 20000,
  // By default one core is left to the terminal; the tests of crashes wait more than they compute.
  maxWorkers: '100%',
};
