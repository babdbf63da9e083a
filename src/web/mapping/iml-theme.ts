import { EditorView } from '@codemirror/view';

/** An editor looks like every other field. */
export const imlTheme = EditorView.theme({
  '&': { color: 'var(--sc-text)', fontSize: '14px' },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': { fontFamily: 'inherit', lineHeight: '22px', overflowX: 'hidden' },
  '.cm-content': { padding: '6px 0', caretColor: 'var(--sc-text)', outline: 'none !important' },
  '.cm-line': { padding: '0 11px' },
  '.cm-placeholder': { color: 'var(--sc-muted)' },
  // The underlines of the package are pictures in the style itself, which the page does not allow.
  '.cm-lintRange-error, .cm-lintRange-warning': {
    backgroundImage: 'none',
    paddingBottom: '0',
    textDecoration: 'underline wavy 1px var(--sc-danger)',
    textUnderlineOffset: '3px',
  },
  '.cm-lintRange-warning': { textDecorationColor: 'var(--sc-warn)' },
  '.cm-tooltip': {
    maxWidth: 'min(480px, 92vw)',
    border: '1px solid var(--sc-hairline)',
    borderRadius: '8px',
    background: 'var(--sc-raised)',
    color: 'var(--sc-text)',
    boxShadow: 'var(--sc-shadow)',
    zIndex: '400',
  },
  '.cm-tooltip.iml-completions > ul': { maxHeight: '260px', padding: '4px', fontFamily: 'inherit' },
  '.cm-tooltip.iml-completions > ul > li': {
    display: 'flex',
    gap: '12px',
    alignItems: 'baseline',
    minHeight: '28px',
    padding: '3px 8px',
    borderRadius: '6px',
    fontSize: '13px',
  },
  '.cm-tooltip.iml-completions > ul > li[aria-selected]': {
    background: 'var(--sc-accent-soft)',
    color: 'var(--sc-text)',
  },
  '.cm-completionLabel': { flex: 'none', fontWeight: '550' },
  '.cm-completionDetail': {
    marginLeft: 'auto',
    overflow: 'hidden',
    color: 'var(--sc-muted)',
    fontSize: '12px',
    fontStyle: 'normal',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
  },
  '.cm-diagnostic': { padding: '6px 10px', borderLeft: '3px solid var(--sc-danger)', fontSize: '13px' },
  '.cm-diagnostic-warning': { borderLeftColor: 'var(--sc-warn)' },
  '.cm-diagnosticAction': {
    minHeight: '24px',
    marginLeft: '10px',
    padding: '2px 10px',
    borderRadius: '6px',
    background: 'var(--sc-accent)',
    color: 'var(--sc-on-accent)',
    fontSize: '12px',
  },
});
