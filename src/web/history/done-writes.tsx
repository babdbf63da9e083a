import { Text } from '@mantine/core';
import type { ReplayPlan } from '../api/contract.ts';
import { readExchange } from '../model/exchange.ts';
import { textOf } from '../model/text-of.ts';
import classes from './history.module.css';

type DoneWrite = ReplayPlan['done'][number];

/** What a run has changed outside already, and what a replay makes of it. */
export function DoneWrites({
  writes,
  isSkipped,
}: {
  readonly writes: readonly DoneWrite[];
  readonly isSkipped: boolean;
}) {
  return (
    <section
      className={classes['writes']}
      data-tone={writes.length > 0 && !isSkipped ? 'warn' : undefined}
      aria-label={TITLE}
    >
      <Text size="sm" fw={600}>
        {TITLE}
      </Text>
      {writes.length === 0 ? (
        <Text size="sm">Nothing.</Text>
      ) : (
        <ul>
          {writes.map((write) => (
            <li key={write.key}>
              <strong>
                {write.moduleId} {write.label ?? write.module}
              </strong>{' '}
              {writeText(write)}
              {write.state === 'sent' && <em> Nobody knows whether it was carried out.</em>}
            </li>
          ))}
        </ul>
      )}
      {writes.length > 0 && (
        <Text size="sm">
          {isSkipped
            ? 'The replay leaves these out and uses what they gave then.'
            : 'The replay does all of this again.'}
        </Text>
      )}
    </section>
  );
}

const TITLE = 'Already done in this run and would be repeated';
/** Characters of a body that are shown. */
const LONGEST = 120;

/** The request of a write in one line. */
export function writeText({ request }: Pick<DoneWrite, 'request'>): string {
  const exchange = readExchange({ request });
  if (exchange === undefined) return '';
  const body = textOf(exchange.requestBody);
  return `${exchange.method} ${exchange.url} ${body.length > LONGEST ? `${body.slice(0, LONGEST)}…` : body}`.trim();
}
