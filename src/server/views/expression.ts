import type { z } from 'zod';
import type { ConnectorError } from '../../core/errors.ts';
import { isCollection, type Json } from '../../core/json.ts';
import { offsetOf } from '../../core/source.ts';
import { encodeValue } from '../../engine/flow/snapshot.ts';
import { BUILT_IN_FUNCTIONS } from '../../iml/functions/index.ts';
import { KEYWORDS } from '../../iml/keywords.ts';
import { tokenEnd } from '../../iml/tokens.ts';
import type { expressionFailure, imlFunction } from '../contract/expressions.ts';

/** A value as JSON; nothing is null. */
export function showValue(value: unknown): Json {
  return value === undefined ? null : encodeValue(value);
}

/** Every function and keyword of mappings, in the order of the reference. */
export function showFunctions(): z.output<typeof imlFunction>[] {
  const functions = [...BUILT_IN_FUNCTIONS.values()].map(({ name, group, signature, summary, examples }) => ({
    name,
    group,
    signature,
    summary,
    examples: examples.map(({ expression, given, result }) => {
      const variables = given === undefined ? undefined : encodeValue(given);
      return { expression, ...(isCollection(variables) && { given: variables }), result: showValue(result) };
    }),
  }));
  const keywords = [...KEYWORDS.values()].map(({ name, summary }) => ({
    name,
    group: 'keyword' as const,
    signature: name,
    summary,
    examples: [],
  }));
  return [...functions, ...keywords];
}

/** Why a value could not be read or evaluated; with its place when the value is one text. */
export function showFailure(error: ConnectorError, value: Json): z.output<typeof expressionFailure> {
  const [problem] = error.problems;
  const { message, fix = error.fix } = problem ?? error;
  if (typeof value !== 'string' || problem?.position === undefined) return { message, fix };
  const start = offsetOf(value, problem.position);
  return { message, fix, start, end: tokenEnd(value, start, value.length) };
}
