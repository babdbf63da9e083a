import { Button, Group, NumberInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { billingQuery, changeBilling } from '../../../api/outbound-settings.ts';
import type { Billing } from '../../../api/outbound-settings.ts';
import { Trouble } from '../../../ui/trouble.tsx';
import { SectionLoaded } from '../../section-loaded.tsx';
import { ControlCard } from '../../traffic/control-card.tsx';
import { useAct } from '../../use-act.ts';
import { useInstance } from '../instance.tsx';
import { dollars } from '../money.ts';
import classes from './outbound-settings.module.css';

/** The money texts are paid with. */
export function BalanceCard() {
  const query = useQuery(billingQuery(useInstance()));
  return (
    <ControlCard
      title="Balance"
      note="Every segment is charged. Once the balance is used up, texts end as Insufficient funds."
    >
      <SectionLoaded query={query} label="Loading the balance">
        {(billing) => (
          <>
            <dl className={classes['facts']}>
              <dt>Balance</dt>
              <dd>{dollars(billing.balance_cents)}</dd>
              <dt>Charged so far</dt>
              <dd>
                {dollars(billing.charged_cents)}, {billing.segments.toLocaleString()} segments in{' '}
                {billing.messages.toLocaleString()} texts
              </dd>
            </dl>
            <Form key={billing.price_per_segment_cents} billing={billing} />
          </>
        )}
      </SectionLoaded>
    </ControlCard>
  );
}

function Form({ billing }: { readonly billing: Billing }) {
  const instance = useInstance();
  const [balance, setBalance] = useState<number | string>(billing.balance_cents / 100);
  const [price, setPrice] = useState<number | string>(billing.price_per_segment_cents);
  const save = useAct(
    () =>
      changeBilling(instance, {
        balance_cents: Math.round(Number(balance) * 100),
        price_per_segment_cents: Number(price),
      }),
    { isShown: true, say: () => 'Saved.' },
  );
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate(undefined);
      }}
    >
      <Group grow align="flex-start" mb="sm">
        <NumberInput
          label="New balance, dollars"
          required
          decimalScale={2}
          max={1_000_000}
          hideControls
          value={balance}
          onChange={setBalance}
        />
        <NumberInput
          label="Price of a segment, cents"
          required
          allowDecimal={false}
          min={0}
          max={10_000}
          hideControls
          value={price}
          onChange={setPrice}
        />
      </Group>
      {save.error !== null && <Trouble error={save.error} />}
      <Button type="submit" variant="default" size="sm" loading={save.isPending}>
        Set the balance
      </Button>
    </form>
  );
}
