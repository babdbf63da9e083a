import { Anchor } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { scenariosQuery } from '../api/scenarios.ts';
import { shortId } from '../model/short-id.ts';
import classes from './history.module.css';

/** A delivery by its id; a link when the webhook it came to is known. */
export function DeliveryLink({
  scenarioId,
  deliveryId,
  label = shortId(deliveryId),
}: {
  readonly scenarioId: string;
  readonly deliveryId: string;
  readonly label?: string;
}) {
  const { data } = useQuery(scenariosQuery());
  const hookId = data?.find(({ id }) => id === scenarioId)?.hookId ?? null;
  if (hookId === null)
    return (
      <span title={deliveryId} className={classes['id']}>
        {label}
      </span>
    );
  return (
    <Anchor
      component={Link}
      href={`/webhooks/${hookId}/deliveries/${deliveryId}`}
      size="sm"
      underline="always"
      title={deliveryId}
      className={classes['id'] ?? ''}
    >
      {label}
    </Anchor>
  );
}
