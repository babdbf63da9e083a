import { createHash } from 'node:crypto';

/** The style of the sandbox's own pages. */
export const STYLE = `:root{color-scheme:light dark;font:16px/1.5 system-ui,sans-serif}body{margin:0;padding:1.5rem}
main{max-width:32rem;margin:auto}h1{font-size:1.5rem}form{display:grid;gap:1rem}form>div{display:grid;gap:.25rem}
fieldset{display:grid;gap:.25rem;border:1px solid;border-radius:4px}
input:not([type=checkbox]),select,button{font:inherit;padding:.5rem;border:1px solid;border-radius:4px}
label{font-weight:600}fieldset label{font-weight:400}.problem{color:light-dark(#a40000,#ff9d9d);margin:0}
.saved{font-weight:600}button{cursor:pointer}`;

const STYLE_HASH = createHash('sha256').update(STYLE).digest('base64');

/** Nothing may be loaded, run or framed; forms go back to where they came from. The address of a page is a secret. */
export const PAGE_HEADERS: Readonly<Record<string, string>> = {
  'Content-Type': 'text/html; charset=utf-8',
  'Content-Security-Policy': `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
  'Cache-Control': 'no-store',
  'Referrer-Policy': 'same-origin',
  'X-Content-Type-Options': 'nosniff',
};
