import { ConnectorError } from '../core/errors.ts';
import { isCollection, ownValue } from '../core/json.ts';
import { textOf } from '../iml/coerce.ts';
import type { Evaluation } from '../iml/evaluation.ts';
import type { CompiledValue } from '../iml/value.ts';

/** An HTTP answer, ready to be written out. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

type BodyKind = 'json' | 'urlencoded' | 'text';

/** How a body is written, by the `type` of the answer. */
const BODIES: Readonly<Record<BodyKind, { readonly contentType: string; write(body: unknown): string }>> = {
  json: { contentType: 'application/json', write: (body) => JSON.stringify(body ?? null) },
  urlencoded: { contentType: 'application/x-www-form-urlencoded', write: formText },
  text: { contentType: 'text/plain; charset=utf-8', write: textOf },
};

/**
 * Compiles `respond`: a function from the variables of a delivery to the answer, or undefined when there is no
 * `respond`. `compile` compiles the value at a pointer below it. Without a type a collection or list is sent as JSON,
 * anything else as text; without a status it is 200.
 */
export function compileRespond(
  raw: unknown,
  compile: (path: string) => CompiledValue,
): ((evaluation: Evaluation) => Answer) | undefined {
  if (!isCollection(raw)) return undefined;
  const [status, headers, body] = [compile('/status'), compile('/headers'), compile('/body')];
  const type = ownValue(raw, 'type');
  return (evaluation) => {
    const value = body.evaluate(evaluation);
    const kind = BODIES[kindOf(type, value)];
    const own = headers.evaluate(evaluation);
    return {
      status: statusOf(status.evaluate(evaluation)),
      headers: { 'content-type': kind.contentType, ...headerTexts(own) },
      body: value === undefined || value === null ? '' : kind.write(value),
    };
  };
}

function kindOf(type: unknown, body: unknown): BodyKind {
  if (type === 'json' || type === 'urlencoded' || type === 'text') return type;
  return isCollection(body) || Array.isArray(body) ? 'json' : 'text';
}

function statusOf(value: unknown): number {
  if (value === undefined || value === null) return 200;
  const status = Number(value);
  if (Number.isInteger(status) && status >= 100 && status <= 999) return status;
  throw new ConnectorError(
    'InvalidConfigurationError',
    `The webhook would answer with the status "${textOf(value)}".`,
    {
      fix: 'Use a whole number from 100 to 999 in "respond".',
    },
  );
}

/** Header names in lower case, values as texts on one line; empty ones are left out. */
function headerTexts(headers: unknown): Record<string, string> {
  if (!isCollection(headers)) return {};
  const given = Object.entries(headers).filter(([, value]) => value !== undefined && value !== null);
  return Object.fromEntries(
    given.map(([name, value]) => [name.toLowerCase(), textOf(value).replaceAll(/[\r\n\0]+/g, ' ')]),
  );
}

function formText(body: unknown): string {
  if (!isCollection(body)) return textOf(body);
  const params = new URLSearchParams();
  for (const [key, value] of Object.entries(body)) params.append(key, textOf(value));
  return params.toString();
}
