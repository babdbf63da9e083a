import { ERRORS } from '../core/errors.ts';
import { REFUSALS } from './refusal.ts';
import type { RefusalRow } from './refusal.ts';

/** Where the `type` of every problem document leads. */
export const ERROR_PAGE_PATH = '/docs/reference/errors';

/** The error table, and what the API refuses besides, as a page: no script, no style, one heading for every code. */
export function errorPage(): string {
  const sections = [
    ...Object.entries(ERRORS).map(([name, { meaning, ...row }]) => section(name, { ...row, title: meaning })),
    ...Object.entries(REFUSALS).map(([name, row]) => section(name, row)),
  ];
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>Errors – Sonar Connect</title></head>
<body>
<main>
<h1>Errors</h1>
${sections.join('\n')}
</main>
</body>
</html>
`;
}

function section(name: string, { title, fix, status }: RefusalRow): string {
  return `<section id="${name.toLowerCase()}"><h2>${name}</h2><p>${title}</p><p>${fix}</p><p>Status ${status}</p></section>`;
}
