import { ERRORS } from '../core/errors.ts';

/** Where the `type` of every problem document leads. */
export const ERROR_PAGE_PATH = '/docs/reference/errors';

/** The error table as a page: no script, no style, one heading for every code. */
export function errorPage(): string {
  const sections = Object.entries(ERRORS).map(
    ([name, { meaning, fix, status }]) =>
      `<section id="${name.toLowerCase()}"><h2>${name}</h2><p>${meaning}</p><p>${fix}</p><p>Status ${status}</p></section>`,
  );
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
