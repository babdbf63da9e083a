import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';

const PROGRAM = join(import.meta.dirname, '../../dist/program');
const JOINED = ['zod', 'zod-openapi', 'libphonenumber-js', 'fast-xml-parser'];

test('packages of many files are part of the program, and nothing of them is looked for outside', () => {
  const files = readdirSync(PROGRAM).filter((name) => name.endsWith('.js'));
  const imports = files.flatMap((name) => {
    const code = readFileSync(join(PROGRAM, name), 'utf8');
    return [...code.matchAll(/^(?:import|export) [^;]*?from "([^".][^"]*)"/gm)].map(([, from]) => from!);
  });
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
