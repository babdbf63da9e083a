import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { resetSandbox } from '../../api/sandbox-control.ts';
import { useAnnounce } from '../../shell/status.tsx';
import { Confirm } from '../../ui/confirm.tsx';
import { ControlCard } from './control-card.tsx';

/** Throws away what happened in the sandbox. */
export function StartOver() {
  const client = useQueryClient();
  const announce = useAnnounce();
  const [isAsking, setAsking] = useState(false);
  const reset = async (): Promise<void> => {
    try {
      await resetSandbox();
    } finally {
      await client.invalidateQueries();
    }
    announce('The sandbox begins again. The webhooks of active scenarios are registered again.');
  };
  return (
    <ControlCard title="Start over" note="Back to the customers, messages and settings the sandbox began with.">
      <Button variant="default" size="sm" onClick={() => setAsking(true)}>
        Reset to the seed
      </Button>
      {isAsking && (
        <Confirm
          title="Reset the sandbox?"
          action="Reset"
          isDangerous
          onConfirm={reset}
          onClose={() => setAsking(false)}
        >
          Customers, messages, deliveries, faults and the time you moved are gone afterwards, and cannot be brought
          back. Scenarios, connections and their history stay; the webhooks of active scenarios are registered again.
        </Confirm>
      )}
    </ControlCard>
  );
}
