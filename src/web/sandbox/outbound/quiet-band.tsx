import { Anchor, Button, Group } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { IconMoon, IconSun } from '@tabler/icons-react';
import { Link } from 'wouter';
import { quietHoursQuery } from '../../api/outbound.ts';
import type { QuietState } from '../../api/outbound.ts';
import { advanceTime } from '../../api/sandbox-control.ts';
import { counted } from '../../model/aria-names.ts';
import { SectionLoaded } from '../section-loaded.tsx';
import type { SectionProps } from '../section.tsx';
import { useAct } from '../use-act.ts';
import { useInstance } from './instance.tsx';
import classes from './quiet-band.module.css';
import { clockIn } from './zone-time.ts';

/** Texts are delivered within this time. */
const FIVE_MINUTES_MS = 300_000;

/** Quiet hours as everybody who sees texts sees them, and the time moved to where something happens. */
export function QuietBand({ company }: SectionProps) {
  const instance = useInstance();
  const query = useQuery(quietHoursQuery(instance));
  const advance = useAct(advanceTime, { say: () => 'The time was moved on.' });
  return (
    <SectionLoaded query={query} label="Loading quiet hours">
      {(state) => {
        const Icon = state.now_quiet ? IconMoon : IconSun;
        const untilEnd = state.ends_at === null ? 0 : Date.parse(state.ends_at) - Date.parse(company.now);
        return (
          <section aria-label="Quiet hours" className={classes['band']} data-quiet={state.now_quiet || undefined}>
            <Icon size={20} aria-hidden className={classes['icon']} />
            <p className={classes['text']}>
              <QuietText state={state} now={company.now} />{' '}
              <Anchor component={Link} href={settingsHref(instance)} size="sm" underline="always">
                Change quiet hours
              </Anchor>
            </p>
            <Group gap="xs">
              {untilEnd > 0 && (
                <Button
                  size="compact-sm"
                  loading={advance.isPending}
                  onClick={() => advance.mutate(untilEnd)}
                >{`Move the time on to ${clockIn(state.ends_at ?? '', state.timezone)}`}</Button>
              )}
              <Button
                variant="default"
                size="compact-sm"
                loading={advance.isPending}
                onClick={() => advance.mutate(FIVE_MINUTES_MS)}
              >
                Move the time on 5 minutes
              </Button>
            </Group>
          </section>
        );
      }}
    </SectionLoaded>
  );
}

function QuietText({ state, now }: { readonly state: QuietState; readonly now: string }) {
  const { quiet_hours, timezone, now_quiet, ends_at, held } = state;
  const clock = `It is ${clockIn(now, timezone)} in ${timezone}.`;
  if (quiet_hours === null) return <>No quiet hours are set. {clock}</>;
  const waiting = held === 0 ? 'no triggered message waits' : `${counted(held, 'triggered message')} waiting`;
  return (
    <>
      <strong>
        Quiet hours {quiet_hours.start} to {quiet_hours.end}.
      </strong>{' '}
      {clock} {now_quiet ? `Quiet until ${clockIn(ends_at ?? '', timezone)}: ${waiting}.` : 'Texts go out.'}
    </>
  );
}

function settingsHref(instance: string | undefined): string {
  return `/sandbox/settings${instance === undefined ? '' : `?instance=${encodeURIComponent(instance)}`}`;
}
