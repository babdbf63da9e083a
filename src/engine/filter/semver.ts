/**
 * Order of two semantic versions (`1.2.0`, `v2.0.0-beta.1`): negative, 0 or positive; undefined when one is none.
 * Missing parts count as 0, build metadata is ignored, a pre-release comes before its release.
 */
export function compareVersions(a: string, b: string): number | undefined {
  const left = parse(a);
  const right = parse(b);
  if (left === undefined || right === undefined) return undefined;
  for (let index = 0; index < 3; index += 1) {
    const difference = (left.numbers[index] ?? 0) - (right.numbers[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return comparePreReleases(left.pre, right.pre);
}

interface Version {
  readonly numbers: readonly number[];
  readonly pre: readonly string[];
}

const VERSION = /^v?(\d{1,9}(?:\.\d{1,9}){0,2})(?:-([\dA-Za-z.-]{1,100}))?(?:\+[\dA-Za-z.-]{1,100})?$/;

function parse(text: string): Version | undefined {
  const [, numbers, pre] = VERSION.exec(text.trim()) ?? [];
  return numbers === undefined ? undefined : { numbers: numbers.split('.').map(Number), pre: pre?.split('.') ?? [] };
}

function comparePreReleases(a: readonly string[], b: readonly string[]): number {
  if (a.length === 0 || b.length === 0) return b.length - a.length;
  for (let index = 0; index < Math.max(a.length, b.length); index += 1) {
    const difference = compareParts(a[index], b[index]);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** Numbers by size and before words; words by their characters; nothing before something. */
function compareParts(a: string | undefined, b: string | undefined): number {
  if (a === undefined || b === undefined) return a === undefined ? -1 : 1;
  if (a === b) return 0;
  const numeric = [a, b].map((part) => /^\d+$/.test(part));
  if (numeric[0] === true && numeric[1] === true) return Number(a) - Number(b);
  if (numeric[0] !== numeric[1]) return numeric[0] === true ? -1 : 1;
  return a < b ? -1 : 1;
}
