import { createRequire } from 'node:module';

/** The version of this program, from its package. */
export function packageVersion(): string {
  const read = createRequire(import.meta.url)('../../package.json') as { version: string };
  return read.version;
}
