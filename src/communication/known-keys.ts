import { isCollection, type Collection } from '../core/json.ts';
import { pointerTo } from '../core/source.ts';
import { suggest } from '../core/suggest.ts';
import { createCompileContext, type Compilation } from './compile-context.ts';
import type { Finding } from './directive.ts';
import { DIRECTIVES } from './directives/index.ts';
import type { RequestSource } from './merge.ts';

/** Reports every key of a request, of its `response` and of its `log`, that no directive takes. */
export function checkRequestKeys(source: RequestSource, shared: Compilation): void {
  if (!shared.strict) return;
  const names = DIRECTIVES.flatMap((directive) => [directive.name, ...(directive.aliases ?? [])]);
  const context = createCompileContext(shared, source, '');
  const report = (finding: Finding): void => context.report(finding);
  for (const section of ['', 'response', 'log']) {
    const holder = section === '' ? source.raw : source.raw[section];
    if (isCollection(holder)) reportUnknown(holder, section, names, report);
    else if (holder !== undefined) report({ at: `/${section}`, ...notSettings(section) });
  }
}

function reportUnknown(
  holder: Collection,
  section: string,
  names: readonly string[],
  report: (f: Finding) => void,
): void {
  const known = new Set(namesIn(section, names));
  for (const key of Object.keys(holder)) {
    if (known.has(key)) continue;
    const elsewhere = names.find((name) => name.split('.').at(-1) === key);
    const meant = elsewhere ?? suggest(key, known);
    report({
      at: pointerTo(section === '' ? '' : `/${section}`, key),
      code: 'UNKNOWN_DIRECTIVE',
      message: `"${key}" is not a directive${section === '' ? '' : ` of "${section}"`}.${hint(meant)}`,
      fix: elsewhere === undefined ? 'Correct the name, or remove it.' : `Write it as "${elsewhere}".`,
    });
  }
}

function hint(meant: string | undefined): string {
  return meant === undefined ? '' : ` Did you mean "${meant}"?`;
}

function namesIn(section: string, names: readonly string[]): readonly string[] {
  if (section === '') return names.map((name) => name.split('.')[0] ?? name);
  return names.filter((name) => name.startsWith(`${section}.`)).map((name) => name.slice(section.length + 1));
}

function notSettings(section: string): Finding {
  return { code: 'INVALID_DIRECTIVE', message: `"${section}" must be an object of directives.` };
}
