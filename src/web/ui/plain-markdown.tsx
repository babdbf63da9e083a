import type { ReactNode } from 'react';

/** Code, bold text and web links; everything else is text as it stands. */
const MARKED = /`([^`]+)`|\*\*([^*]+)\*\*|\[([^\]]+)\]\((https:\/\/[^\s)]+)\)/g;

/** Short help in Markdown. No HTML comes through: what is no code, bold or link is shown as it is written. */
export function PlainMarkdown({ text }: { readonly text: string }) {
  const parts: ReactNode[] = [];
  let at = 0;
  for (const match of text.matchAll(MARKED)) {
    parts.push(text.slice(at, match.index), drawn(match, match.index));
    at = match.index + match[0].length;
  }
  return [...parts, text.slice(at)];
}

function drawn([, code, bold, label, address]: RegExpExecArray, key: number): ReactNode {
  if (code !== undefined) return <code key={key}>{code}</code>;
  if (bold !== undefined) return <strong key={key}>{bold}</strong>;
  return (
    <a key={key} href={address} target="_blank" rel="noreferrer">
      {label}
    </a>
  );
}
