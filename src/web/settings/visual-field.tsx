import { Alert, CloseButton, Divider } from '@mantine/core';
import { useState } from 'react';
import type { ReactNode } from 'react';
import type { FormField } from '../model/form-field.ts';
import { textOf } from '../model/text-of.ts';
import { PlainMarkdown } from '../ui/plain-markdown.tsx';
import classes from './visual-field.module.css';

const DRAWN: ReadonlyMap<string, (field: FormField) => ReactNode> = new Map<string, (field: FormField) => ReactNode>([
  ['separator', ({ raw }) => <Divider label={textOf(raw['label']) || undefined} labelPosition="left" />],
  ['banner', (field) => <Banner field={field} />],
  ['markdown', (field) => <Note text={textOf(field.raw['text']) || field.help || field.label} />],
  // Markup of an app is shown without its tags: nothing of it becomes part of the page.
  ['html', (field) => <Note text={withoutTags(textOf(field.raw['text']) || field.help || field.label)} />],
]);

/** A part of a form that shows something and takes no value. */
export function VisualField({ field }: { readonly field: FormField }) {
  return DRAWN.get(field.type)?.(field);
}

function Note({ text }: { readonly text: string }) {
  return (
    <p className={classes['note']}>
      <PlainMarkdown text={text} />
    </p>
  );
}

const THEMES: Readonly<Record<string, string>> = { danger: 'red', warning: 'yellow', success: 'green', info: 'blue' };

function Banner({ field: { raw, label } }: { readonly field: FormField }) {
  const [isShown, setShown] = useState(true);
  if (!isShown) return null;
  const title = textOf(raw['title']) || label;
  return (
    <Alert
      color={THEMES[textOf(raw['theme'])] ?? 'gray'}
      title={title}
      icon={raw['closable'] === true ? <CloseButton aria-label="Close" onClick={() => setShown(false)} /> : undefined}
    >
      <PlainMarkdown text={textOf(raw['text'])} />
    </Alert>
  );
}

function withoutTags(html: string): string {
  return new DOMParser().parseFromString(html, 'text/html').body.textContent ?? '';
}
