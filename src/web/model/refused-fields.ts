/** What was refused, by the field it belongs to. */
export interface RefusedFields<Name extends string> {
  readonly of: Readonly<Partial<Record<Name, string>>>;
  /** What belongs to no field of the form; empty when everything has its place. */
  readonly rest: string;
}

/**
 * Parts what the sandbox says, such as `name: a technical name has no spaces; options: a choice needs options`, into
 * sentences to stand at the fields. The first of each field counts.
 */
export function refusedFields<Name extends string>(error: Error | null, names: readonly Name[]): RefusedFields<Name> {
  const of: Partial<Record<Name, string>> = {};
  const rest: string[] = [];
  for (const part of (error?.message ?? '').replace(/^The sandbox answered \d+: /, '').split(/; (?=[\w.]+: )/)) {
    const [, path = '', what = ''] = /^([\w.]+): (.+)$/s.exec(part) ?? [];
    const name = names.find((each) => each === path.split('.')[0]);
    if (name === undefined) rest.push(part);
    else of[name] ??= sentence(what);
  }
  return { of, rest: rest.filter(Boolean).map(sentence).join(' ') };
}

function sentence(text: string): string {
  const begun = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.!?]$/.test(begun) ? begun : `${begun}.`;
}
