const DROPPED: ReadonlySet<string> = new Set(['script', 'style']);

/**
 * The text of an HTML fragment, in one pass: tags and comments go, `<br>` becomes a line feed, and the content of
 * script and style elements is dropped. Entities stay as they are.
 */
export function stripHtml(html: string): string {
  const lower = html.replaceAll(/[A-Z]+/g, (letters) => letters.toLowerCase());
  let text = '';
  let at = 0;
  for (;;) {
    const open = nextTag(lower, at);
    const close = open === -1 ? -1 : lower.indexOf(lower.startsWith('<!--', open) ? '-->' : '>', open);
    if (close === -1) return text + html.slice(at);
    text += html.slice(at, open);
    const end = lower.indexOf('>', close) + 1;
    const name = /^<([a-z0-9]+)/.exec(lower.slice(open, open + 12))?.[1] ?? '';
    if (name === 'br') text += '\n';
    at = DROPPED.has(name) ? endOfElement(lower, name, end) : end;
  }
}

/** A `<` that begins a tag or comment, not one that compares. */
function nextTag(lower: string, from: number): number {
  const found = lower.slice(from).search(/<[a-z/!?]/);
  return found === -1 ? -1 : from + found;
}

function endOfElement(lower: string, name: string, from: number): number {
  const close = lower.indexOf(`</${name}`, from);
  const end = close === -1 ? -1 : lower.indexOf('>', close);
  return end === -1 ? lower.length : end + 1;
}
