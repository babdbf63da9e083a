import type { z } from 'zod';
import { ConnectorError } from '../core/errors.ts';
import type { Problem } from '../core/source.ts';
import { pointerTo } from '../core/source.ts';

/**
 * A value as its schema makes it.
 * @throws ConnectorError `UsageError` with one problem per finding; pointers start at `root`.
 */
export function validateInput(schema: z.ZodType | undefined, value: unknown, root: string): unknown {
  if (schema === undefined) return undefined;
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.flatMap((issue) => problemsOf(issue, root));
  const [first] = problems;
  const message =
    problems.length === 1 && first !== undefined ? first.message : `The request has ${problems.length} faults.`;
  throw new ConnectorError('UsageError', message, {
    problems,
    fix: 'Correct what is listed; /openapi.json describes the request.',
  });
}

function problemsOf(issue: z.core.$ZodIssue, root: string): Problem[] {
  const at = issue.path.reduce<string>((pointer, segment) => pointerTo(pointer, String(segment)), root);
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => finding(pointerTo(at, key), 'UNKNOWN_KEY', `"${key}" is not known here.`));
  }
  const code = issue.code === 'invalid_type' && issue.input === undefined ? 'INVALID' : issue.code.toUpperCase();
  return [finding(at, code, `${at === '' ? 'The body' : at}: ${issue.message}.`)];
}

function finding(pointer: string, code: string, message: string): Problem {
  return { pointer, severity: 'error', code, message };
}
