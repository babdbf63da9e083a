import { Button, Group, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { pathText } from '../model/iml-path.ts';
import type { JsonPath } from '../model/json-tree.ts';
import { bytesText, cutValueOf, jsonTypeOf, segmentsOf, textOfLeaf } from '../model/json-tree.ts';
import { CopyButton } from './copy-button.tsx';
import { LongText } from './long-text.tsx';
import { localTime } from './time.tsx';
import { Trouble } from './trouble.tsx';
import classes from './json-view.module.css';

/** The value people chose in a tree: all of it, and what can be done with it. */
export function SelectedValue({
  path,
  value,
  mapping,
  onLoad,
}: {
  readonly path: JsonPath;
  readonly value: unknown;
  /** The value as a mapping, when it can be mapped. */
  readonly mapping?: string | undefined;
  /** Reads the whole value, when it was cut. */
  readonly onLoad?: (() => Promise<unknown>) | undefined;
}) {
  const type = jsonTypeOf(value);
  const text = pathText(segmentsOf(path));
  const isParent = type === 'collection' || type === 'array';
  const whole = isParent ? JSON.stringify(value, null, 2) : textOfLeaf(value);
  return (
    <section className={classes['selected']} aria-label="Selected item">
      <Group gap="xs" className={classes['path']}>
        <code>{text}</code>
        <Text size="xs" c="dimmed">
          {type}
        </Text>
        {type === 'date' && (
          <Text size="xs" c="dimmed" title={whole}>
            {localTime(whole)}
          </Text>
        )}
      </Group>
      {type === 'cut' ? (
        <CutValue value={value} onLoad={onLoad} />
      ) : (
        !isParent && whole.length > LONG && <LongText name={`Value of ${text}`} text={whole} />
      )}
      {type !== 'cut' && whole.length <= LONG && !isParent && <p className={classes['whole']}>{whole}</p>}
      <Group gap="xs">
        {type !== 'cut' && <CopyButton text={whole} label="Copy value" />}
        <CopyButton text={text} label="Copy path" />
        {mapping !== undefined && <CopyButton text={mapping} label="Copy as mapping" />}
      </Group>
    </section>
  );
}

/** Characters from which on a text gets a box of its own. */
const LONG = 400;

/** How a value that was too large begins, and the way to all of it. */
export function CutValue({
  value,
  onLoad,
}: {
  readonly value: unknown;
  readonly onLoad?: (() => Promise<unknown>) | undefined;
}) {
  const load = useMutation({ mutationFn: async () => onLoad?.() });
  const cut = cutValueOf(value);
  if (cut === undefined) return null;
  return (
    <div className={classes['cut']}>
      <p className={classes['whole']}>{cut.of}…</p>
      <Text size="sm" c="dimmed">
        This is the beginning; the whole value has {bytesText(cut.size)}.
      </Text>
      {load.error !== null && <Trouble error={load.error} />}
      {onLoad !== undefined && (
        <Button size="compact-sm" variant="light" loading={load.isPending} onClick={() => load.mutate()}>
          Load full value
        </Button>
      )}
    </div>
  );
}
