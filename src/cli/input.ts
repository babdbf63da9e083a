import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { ConnectorError } from '../core/errors.ts';
import { collectionOf, isCollection, setOwn } from '../core/json.ts';
import type { Collection } from '../core/json.ts';
import type { Terminal } from './terminal.ts';

/** Editors on Windows put it in front of a file. */
const BYTE_ORDER_MARK = /^\uFEFF/;

/**
 * Inputs of a module from `-i key=value`, `-i @file.json` and `-i @-`, later ones winning; values stay text, their
 * fields decide what they become.
 * @throws ConnectorError `UsageError` for an option of another form, a missing file or text that is no JSON collection.
 */
export async function readInputs(terminal: Terminal, options: readonly string[]): Promise<Collection> {
  const input: Collection = {};
  for (const option of options) {
    const part = option.startsWith('@') ? await readCollection(terminal, option.slice(1)) : pairOf(option);
    for (const [key, value] of Object.entries(part)) setOwn(input, key, value);
  }
  return input;
}

function pairOf(option: string): Collection {
  const at = option.indexOf('=');
  if (at < 1) {
    throw new ConnectorError('UsageError', `"-i ${option}" is not an input.`, {
      fix: 'Write -i key=value, -i @file.json, or -i @- for standard input.',
    });
  }
  return collectionOf([[option.slice(0, at), option.slice(at + 1)]]);
}

async function readCollection(terminal: Terminal, name: string): Promise<Collection> {
  const where = name === '-' ? 'Standard input' : name;
  const value = parse(where, await read(terminal, name));
  if (isCollection(value)) return value;
  throw new ConnectorError('UsageError', `${where} does not hold a JSON object.`, {
    fix: 'Write the inputs as one object, for example {"phoneNumber": "+13105551234"}.',
  });
}

async function read(terminal: Terminal, name: string): Promise<string> {
  if (name === '-') return terminal.readInput();
  try {
    return await readFile(resolve(terminal.cwd, name), 'utf8');
  } catch (cause) {
    throw new ConnectorError('UsageError', `The input file ${name} cannot be read.`, { cause, fix: 'Check the path.' });
  }
}

function parse(where: string, text: string): unknown {
  try {
    return JSON.parse(text.replace(BYTE_ORDER_MARK, '')) as unknown;
  } catch (cause) {
    throw new ConnectorError('UsageError', `${where} is not JSON: ${(cause as Error).message}.`, {
      fix: 'Correct the JSON and run again.',
    });
  }
}
