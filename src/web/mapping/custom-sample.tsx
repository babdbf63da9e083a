import { Select, Textarea } from '@mantine/core';
import { useState } from 'react';
import { jsonErrorAt, placeOf } from '../model/json-error.ts';
import { isValues } from '../model/values.ts';
import { useMapping } from './mapping-context.ts';
import classes from './mapping-panel.module.css';

/** Longest bundle that is shown to start from, in characters. */
const LONGEST = 20_000;

/** A bundle people write themselves, for one of the modules before this one. Previews follow while it is valid. */
export function CustomSample() {
  const { sources, writeSample } = useMapping();
  const [module, setModule] = useState(() => sources.at(-1)?.module);
  const source = sources.find((one) => one.module === module);
  const [text, setText] = useState(() => textOf(source?.sample));
  if (source === undefined) return null;
  const problem = problemOf(text);
  return (
    <div className={classes['custom']}>
      {sources.length > 1 && (
        <Select
          size="xs"
          aria-label="Bundle of"
          data={sources.map((one) => ({ value: String(one.module), label: `Bundle of ${one.label}` }))}
          value={String(source.module)}
          allowDeselect={false}
          onChange={(value) => {
            setModule(Number(value));
            setText(textOf(sources.find((one) => String(one.module) === value)?.sample));
          }}
        />
      )}
      <Textarea
        size="xs"
        aria-label="Custom bundle, JSON"
        rows={6}
        spellCheck={false}
        classNames={{ input: classes['json'] ?? '' }}
        value={text}
        error={problem}
        onChange={(event) => {
          const { value } = event.currentTarget;
          setText(value);
          if (problemOf(value) === undefined) writeSample(source.module, JSON.parse(value));
        }}
      />
    </div>
  );
}

function textOf(sample: unknown): string {
  const text = JSON.stringify(sample ?? {}, null, 2);
  return text.length > LONGEST ? '{}' : text;
}

function problemOf(text: string): string | undefined {
  const at = jsonErrorAt(text);
  if (at !== undefined) {
    const { line, column } = placeOf(text, at);
    return `This is not JSON from line ${line}, column ${column} on. The bundle before is still used.`;
  }
  return isValues(JSON.parse(text)) ? undefined : 'A bundle is an object: write it in { }.';
}
