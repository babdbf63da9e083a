import { Skeleton, Stack } from '@mantine/core';
import { useEffect, useState } from 'react';

/** Milliseconds before a skeleton appears: what is quicker than that would only flicker. */
const PATIENCE_MS = 200;

/** A skeleton of a few lines, read out as `label`. */
export function Loading({ label, lines = 4 }: { readonly label: string; readonly lines?: number }) {
  const [isShown, setShown] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setShown(true), PATIENCE_MS);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div aria-busy="true">
      <span className="visually-hidden">{label}…</span>
      {isShown && (
        <Stack gap="sm" aria-hidden="true">
          {Array.from({ length: lines }, (_, line) => (
            <Skeleton key={line} height={36} radius="md" />
          ))}
        </Stack>
      )}
    </div>
  );
}
