const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** A piece of a page that is safe as it stands. */
export interface Html {
  readonly html: string;
}

/** Builds a piece of a page; every value that is no piece itself is shown as text, also in quoted attributes. */
export function html(pieces: TemplateStringsArray, ...values: readonly (string | Html | readonly Html[])[]): Html {
  return {
    html: pieces.map((piece, index) => piece + (index < values.length ? shown(values[index] ?? '') : '')).join(''),
  };
}

function shown(value: string | Html | readonly Html[]): string {
  if (typeof value === 'string') return value.replace(/[&<>"']/g, (character) => ESCAPES[character] ?? '');
  return 'html' in value ? value.html : value.map((each) => each.html).join('');
}
