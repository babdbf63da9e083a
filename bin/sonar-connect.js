#!/usr/bin/env node
// In a fresh checkout nothing is compiled yet: build what is missing, then run.
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const entry = new URL('../dist/program/index.js', import.meta.url);
if (!existsSync(fileURLToPath(entry))) await import('../scripts/build.mjs');
await import(entry.href);
