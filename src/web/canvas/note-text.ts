/** The words of a note: it is kept as the HTML that Make's editor writes, of which only the text is shown. */
export function noteText(note: string): string {
  const withLines = note.replaceAll(/<\/(p|li|div|h\d)>|<br\s*\/?>/gi, '$&\n');
  // A document made this way loads nothing and runs nothing.
  const { body } = new DOMParser().parseFromString(withLines, 'text/html');
  return (body.textContent ?? '').trim();
}

/** A text as such HTML. */
export function noteHtml(text: string): string {
  const escaped = text.trim().replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  return escaped.replaceAll('\n', '<br>');
}
