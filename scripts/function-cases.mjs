// The cases of each function as lines for docs/reference/functions.md; the tests run the same files.
import { readdirSync, readFileSync } from 'node:fs';

const FOLDER = new URL('../test/cases/iml/', import.meta.url);

const CASES = readdirSync(FOLDER)
  .filter((name) => name.startsWith('functions-'))
  .flatMap((name) => JSON.parse(readFileSync(new URL(name, FOLDER), 'utf8')));

/** The cases whose expression is a call of the function, below a heading that opens. */
export function functionCases(name) {
  const lines = CASES.filter(({ expression = '' }) => expression.startsWith(`${name}(`)).map(lineOf);
  if (lines.length === 0) return [];
  return ['', `<details><summary>${lines.length} cases</summary>`, '', ...lines, '', '</details>'];
}

function lineOf({ expression, given, timezone, result, error }) {
  const zone = timezone === undefined ? '' : ` in ${timezone}`;
  const values = given === undefined ? '' : ` with ${code(given)}`;
  return `* ${fenced(`{{${expression}}}`)}${values}${zone} ${error === undefined ? `gives ${code(result)}` : errorText(error)}`;
}

function errorText({ name, message }) {
  return `is a ${name ?? 'ConnectorError'}${message === undefined ? '' : `: … ${message} …`}`;
}

function code(value) {
  return value?.$undefined === true ? 'nothing' : fenced(JSON.stringify(plain(value)) ?? 'nothing');
}

/** Dates and binary data as people write them. */
function plain(value) {
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  if (value.$date !== undefined) return value.$date;
  if (value.$binary !== undefined) return `bytes ${Buffer.from(value.$binary, 'base64').toString('hex')}`;
  if (value.$undefined === true) return null;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, plain(inner)]));
}

function fenced(text) {
  const long = text.length > 300 ? `${text.slice(0, 300)}…` : text;
  return long.includes('`') ? `\`\` ${long} \`\`` : `\`${long}\``;
}
