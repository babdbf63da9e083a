import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';

const PROGRAM = join(import.meta.dirname, '../../dist/program');
const JOINED = ['zod', 'zod-openapi', 'libphonenumber-js', 'fast-xml-parser'];

test('packages of many files are part of the program, and nothing of them is looked for outside', () => {
  const imports = importsFrom('index.js');
  expect(imports).toContain('express');
  expect(imports.filter((from) => JOINED.some((name) => from === name || from.startsWith(`${name}/`)))).toEqual([]);
});

test('the licence of every package that is part of the program stands beside it', () => {
  const licenses = readFileSync(join(PROGRAM, 'third-party-licenses.txt'), 'utf8').split(/^-{80}$/m);
  for (const name of JOINED) {
    const license = licenses.find((text) => text.trim().startsWith(`${name} `));
    expect(license).toMatch(/^\S+ \d+\.\d+\.\d+ \(MIT\)$/m);
    expect(license).toContain('Permission is hereby granted');
  }
});

/** What a file of the program imports from outside of it, by itself or through others; files of earlier builds do not count. */
function importsFrom(entry: string): readonly string[] {
  const files = new Set([entry]);
  const outside: string[] = [];
  for (const file of files) {
    const code = readFileSync(join(PROGRAM, file), 'utf8');
    for (const [, from = ''] of code.matchAll(/(?:^(?:import|export) [^;]*?from |\bimport\()"([^"]+)"/gm)) {
      if (from.startsWith('./')) files.add(from.slice(2));
      else outside.push(from);
    }
  }
  return outside;
}
