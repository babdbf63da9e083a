import { type Collection, isCollection, ownValue, setOwn } from '../core/json.ts';
import type { Field } from '../forms/field.ts';
import { splitTemplate } from '../iml/split.ts';
import { placeOf, readsIn, type Step } from './body-reads.ts';
import { accepts, inputFor, type Amount } from './input-values.ts';

/**
 * Inputs of a module that its own requests can work with: what its conditions ask for is given, and what becomes a path
 * is one.
 */
export function moduleInput(fields: readonly Field[], communication: unknown, amount: Amount): Collection {
  const input = inputFor(fields, amount);
  const requests = (Array.isArray(communication) ? communication : [communication]).filter(isCollection);
  const whole = inputFor(fields, 'all');
  for (const name of requests.flatMap(conditionsOn)) meet(input, name, whole);
  for (const request of requests) {
    givePaths(input, ownValue(request, 'url'), fields);
    giveJson(input, request, fields);
  }
  return input;
}

/** Names of inputs that decide whether an answer, or a request that sends nothing, is valid. */
function conditionsOn(request: Collection): readonly string[] {
  const valid = ownValue(ownValue(request, 'response'), 'valid');
  const condition = isCollection(valid) ? ownValue(valid, 'condition') : valid;
  return readsIn(condition)
    .filter(({ root }) => root === 'parameters')
    .flatMap(({ steps }) => named(steps[0]));
}

function named(step: Step | undefined): readonly string[] {
  return typeof step === 'string' ? [step] : [];
}

function meet(input: Collection, name: string, whole: Collection): void {
  const value = ownValue(input, name);
  if (value === false) setOwn(input, name, true);
  else if (value === undefined && Object.hasOwn(whole, name)) setOwn(input, name, whole[name]);
}

/** An input an address begins with, or goes on with behind its host, is a path; one inside it is a piece of a path. */
function givePaths(input: Collection, url: unknown, fields: readonly Field[]): void {
  if (typeof url !== 'string') return;
  for (const piece of splitTemplate(url)) {
    if (piece.type !== 'expression') continue;
    const place = placeOf(`{{${url.slice(piece.start, piece.end)}}}`);
    const [name] = place?.root === 'parameters' ? named(place.steps[0]) : [];
    const before = url.slice(0, Math.max(0, piece.start - 2));
    const isBehindHost = /^https?:\/\/[^/]*[^/.-]$/i.test(before);
    const isAddress = name !== undefined && /^https?:/.test(String(input[name]));
    if (isAddress || isBehindHost)
      give(input, name, isBehindHost || /^\/?$/.test(before) ? '/sample' : 'sample', fields);
  }
}

/** What a request parses as JSON is JSON. */
function giveJson(input: Collection, request: Collection, fields: readonly Field[]): void {
  for (const [, name] of JSON.stringify(request).matchAll(/parseJSON\(\s*parameters\.([\w$]+)/g)) {
    if (name !== undefined && Object.hasOwn(input, name)) give(input, name, '{"sample":1}', fields);
  }
}

function give(input: Collection, name: string | undefined, value: string, fields: readonly Field[]): void {
  const field = fields.find((one) => isCollection(one) && one.name === name);
  if (field !== undefined && accepts(field, value)) setOwn(input, field.name, value);
}
