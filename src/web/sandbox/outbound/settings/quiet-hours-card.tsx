import { Button, Group, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { setQuietHours } from '../../../api/outbound-settings.ts';
import { quietHoursQuery } from '../../../api/outbound.ts';
import type { QuietHours, QuietState } from '../../../api/outbound.ts';
import { Trouble } from '../../../ui/trouble.tsx';
import { SectionLoaded } from '../../section-loaded.tsx';
import { ControlCard } from '../../traffic/control-card.tsx';
import { useAct } from '../../use-act.ts';
import { useInstance } from '../instance.tsx';

/** When triggered messages wait. */
export function QuietHoursCard() {
  const query = useQuery(quietHoursQuery(useInstance()));
  return (
    <ControlCard
      title="Quiet hours"
      note="Triggered messages wait for their end; mass messages do not. They may go past midnight and last 12 hours at most."
    >
      <SectionLoaded query={query} label="Loading quiet hours">
        {(state) => <Form key={`${state.quiet_hours?.start} ${state.quiet_hours?.end}`} state={state} />}
      </SectionLoaded>
    </ControlCard>
  );
}

function Form({ state: { quiet_hours, timezone } }: { readonly state: QuietState }) {
  const instance = useInstance();
  const [start, setStart] = useState(quiet_hours?.start ?? '');
  const [end, setEnd] = useState(quiet_hours?.end ?? '');
  const save = useAct((hours: QuietHours | null) => setQuietHours(instance, hours), {
    isShown: true,
    say: (_state, hours) =>
      hours === null ? 'There are no quiet hours.' : `Quiet hours are ${hours.start} to ${hours.end}.`,
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate({ start, end });
      }}
    >
      <Group grow align="flex-start" mb="sm">
        <TextInput
          label="Begin"
          type="time"
          required
          value={start}
          onChange={(event) => setStart(event.currentTarget.value)}
        />
        <TextInput
          label="End"
          type="time"
          required
          description={`On the clock of ${timezone}`}
          inputWrapperOrder={['label', 'input', 'description']}
          value={end}
          onChange={(event) => setEnd(event.currentTarget.value)}
        />
      </Group>
      {save.error !== null && <Trouble error={save.error} />}
      <Group gap="sm">
        <Button type="submit" size="sm" loading={save.isPending}>
          Save quiet hours
        </Button>
        {quiet_hours !== null && (
          <Button variant="default" size="sm" onClick={() => save.mutate(null)}>
            Have none
          </Button>
        )}
      </Group>
    </form>
  );
}
