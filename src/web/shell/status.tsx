import { createContext, useCallback, useContext, useMemo, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { Button, Group, Paper, Text } from '@mantine/core';
import classes from './status.module.css';

/** An offer that stands beside a message for a while. */
export interface Offer {
  readonly label: string;
  readonly onAccept: () => void;
}

interface Shown {
  readonly text: string;
  readonly offer?: Offer;
}

/** Says something once: in the corner, and to screen readers. */
export type Announce = (text: string, offer?: Offer) => void;

const AnnounceContext = createContext<Announce>(() => undefined);
/** Milliseconds a message stays. */
const STAY_MS = 6000;
/** With something to press, people need longer. */
const STAY_WITH_OFFER_MS = 10_000;

/** Holds the one status region of the page. */
export function StatusProvider({ children }: { readonly children: ReactNode }) {
  const [shown, setShown] = useState<Shown>();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const announce = useCallback<Announce>((text, offer) => {
    clearTimeout(timer.current);
    setShown(offer === undefined ? { text } : { text, offer });
    timer.current = setTimeout(() => setShown(undefined), offer === undefined ? STAY_MS : STAY_WITH_OFFER_MS);
  }, []);
  const accept = useMemo(() => {
    const offer = shown?.offer;
    return offer === undefined
      ? undefined
      : () => {
          setShown(undefined);
          offer.onAccept();
        };
  }, [shown]);
  return (
    <AnnounceContext value={announce}>
      {children}
      <div className={classes['place']}>
        <div role="status" aria-live="polite" aria-atomic="true">
          {shown !== undefined && (
            <Paper className={classes['message']}>
              <Group gap="md" wrap="nowrap">
                <Text size="sm">{shown.text}</Text>
                {accept !== undefined && (
                  <Button size="compact-sm" variant="default" className={classes['offer']} onClick={accept}>
                    {shown.offer?.label}
                  </Button>
                )}
              </Group>
            </Paper>
          )}
        </div>
      </div>
    </AnnounceContext>
  );
}

/** The way to say something in the status region. */
export function useAnnounce(): Announce {
  return useContext(AnnounceContext);
}
