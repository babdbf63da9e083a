import { inspect } from 'node:util';

/** What stands in place of a secret wherever people can read it. */
export const REDACTED = '[secret]';

/** A value that must never be shown: it prints as `[secret]` everywhere, and only `reveal()` gives it out. */
export class Secret {
  readonly #value: string;
  #forms: readonly string[] | undefined;

  constructor(value: string) {
    this.#value = value;
  }

  /** The value itself; call it only where the request is built or the value is sealed. */
  reveal(): string {
    return this.#value;
  }

  /** Every form in which the value may travel (raw, base64, hex, percent-encoded, JSON-escaped); none when it is short. */
  forms(): readonly string[] {
    return (this.#forms ??= formsOf(this.#value));
  }

  toString(): string {
    return REDACTED;
  }

  toJSON(): string {
    return REDACTED;
  }

  [inspect.custom](): string {
    return REDACTED;
  }
}

/** Secrets shorter than this are not searched for in texts: replacing them would garble ordinary words. */
const SHORTEST_REDACTED = 4;

/** A function that replaces every form of the secrets (raw, base64, hex, percent-encoded, JSON-escaped) in a text. */
export function redactor(secrets: readonly Secret[]): (text: string) => string {
  const forms = new Set(secrets.flatMap((secret) => secret.forms()));
  const longestFirst = [...forms].sort((a, b) => b.length - a.length);
  const shortest = longestFirst.at(-1)?.length ?? Infinity;
  return (text) =>
    text.length < shortest ? text : longestFirst.reduce((done, form) => done.replaceAll(form, REDACTED), text);
}

function formsOf(value: string): string[] {
  if (value.length < SHORTEST_REDACTED) return [];
  const bytes = Buffer.from(value, 'utf8');
  const base64 = bytes.toString('base64');
  const hex = bytes.toString('hex');
  const escaped = JSON.stringify(value).slice(1, -1);
  const percent = encodeURIComponent(value.replace(/\p{Surrogate}/gu, '\u{FFFD}'));
  return [
    value,
    base64,
    base64.replace(/=+$/, ''),
    bytes.toString('base64url'),
    hex,
    hex.toUpperCase(),
    percent,
    percent.replace(/%../g, (code) => code.toLowerCase()),
    percent.replaceAll('%20', '+'),
    escaped,
  ];
}
