/** The words of a note: Make's editor writes HTML, of which only the text is shown. */
export function noteText(note: string): string {
  if (!note.includes('<')) return note;
  // A document made this way loads nothing and runs nothing.
  const { body } = new DOMParser().parseFromString(
    note.replaceAll(/<\/(p|li|div|h\d)>|<br\s*\/?>/gi, '$&\n'),
    'text/html',
  );
  return (body.textContent ?? '').trim();
}
