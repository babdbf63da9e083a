import { Anchor, Text } from '@mantine/core';
import { Link } from 'wouter';
import type { Execution } from '../api/contract.ts';
import { shortId } from '../model/short-id.ts';
import { DeliveryLink } from './delivery-link.tsx';

const WORDS: Readonly<Record<Execution['trigger']['type'], string>> = {
  delivery: 'Delivery',
  manual: 'By hand',
  schedule: 'Schedule',
  replay: 'Replay of',
  resume: 'Retry of',
};

/** What started a run, with a link to it. */
export function TriggerText({ execution }: { readonly execution: Execution }) {
  const { scenarioId, trigger } = execution;
  const { type, deliveryId, executionId } = trigger;
  return (
    <Text size="sm" component="span">
      {WORDS[type]}
      {executionId !== undefined && (
        <>
          {' '}
          <Anchor component={Link} href={`/scenarios/${scenarioId}/history/${executionId}`} size="sm">
            {shortId(executionId)}
          </Anchor>
        </>
      )}
      {deliveryId !== undefined && executionId === undefined && (
        <>
          {type === 'delivery' ? ' ' : ', delivery '}
          <DeliveryLink scenarioId={scenarioId} deliveryId={deliveryId} />
        </>
      )}
    </Text>
  );
}
