import { Button, NumberInput, Select, Text } from '@mantine/core';
import { useState } from 'react';
import { advanceTime } from '../../api/sandbox-control.ts';
import { Trouble } from '../../ui/trouble.tsx';
import { localTime } from '../../ui/time.tsx';
import type { SectionProps } from '../section.tsx';
import { useAct } from '../use-act.ts';
import { ControlCard } from './control-card.tsx';
import classes from './time-travel.module.css';

const UNITS = [
  { value: '1000', label: 'seconds' },
  { value: '60000', label: 'minutes' },
  { value: '3600000', label: 'hours' },
  { value: '86400000', label: 'days' },
] as const;

/** Moves the time of the sandbox on: what waits for it comes due. */
export function TimeTravel({ company }: SectionProps) {
  const [amount, setAmount] = useState<number | string>(30);
  const [unit, setUnit] = useState<string>('60000');
  const advance = useAct(advanceTime, { isShown: true, say: () => 'The time was moved on.' });
  return (
    <ControlCard
      title="Move the time on"
      note="Deliveries that wait for a retry and campaigns that wait for their time come due. It never goes back, except by starting over."
    >
      <Text size="sm">
        It is <strong>{localTime(company.now)}</strong>
        {company.ahead_ms > 0 && ', ahead of this computer'}.
      </Text>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          advance.mutate(Number(amount) * Number(unit));
        }}
      >
        <div className={classes['form']}>
          <NumberInput
            aria-label="How far"
            size="sm"
            required
            min={1}
            max={10_000}
            allowDecimal={false}
            hideControls
            value={amount}
            onChange={setAmount}
          />
          <Select
            aria-label="Unit of time"
            size="sm"
            allowDeselect={false}
            data={UNITS}
            value={unit}
            onChange={(value) => setUnit(value ?? '60000')}
          />
          <Button type="submit" variant="default" size="sm" loading={advance.isPending}>
            Advance
          </Button>
        </div>
        {advance.error !== null && <Trouble error={advance.error} />}
      </form>
    </ControlCard>
  );
}
