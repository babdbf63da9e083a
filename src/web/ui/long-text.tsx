import { Button, Group, Text } from '@mantine/core';
import { useState } from 'react';
import { CopyButton } from './copy-button.tsx';
import classes from './json-view.module.css';

/** Characters shown at a time: what is longer comes in parts, so that the page stays quick. */
const PART = 20_000;

/** A text as it is, with a button to copy all of it; a long one in parts. */
export function LongText({ name, text }: { readonly name: string; readonly text: string }) {
  const [part, setPart] = useState(0);
  const parts = Math.max(1, Math.ceil(text.length / PART));
  const shown = Math.min(part, parts - 1);
  return (
    <div className={classes['text']}>
      {/* What scrolls has to be reached with the keyboard. */}
      <pre tabIndex={0} aria-label={name} role="region">
        {text.slice(shown * PART, (shown + 1) * PART)}
      </pre>
      <Group gap="xs">
        <CopyButton text={text} label="Copy" />
        {parts > 1 && (
          <>
            <Button size="compact-sm" variant="default" disabled={shown === 0} onClick={() => setPart(shown - 1)}>
              Previous part
            </Button>
            <Button
              size="compact-sm"
              variant="default"
              disabled={shown === parts - 1}
              onClick={() => setPart(shown + 1)}
            >
              Next part
            </Button>
            <Text size="sm" c="dimmed">
              Part {shown + 1} of {parts}
            </Text>
          </>
        )}
      </Group>
    </div>
  );
}
