import { Autocomplete, Button, Group, NumberInput, Select } from '@mantine/core';
import { useState } from 'react';
import { setFault } from '../../api/sandbox-control.ts';
import { FAULT_EFFECTS, faultOf, faultText } from '../../model/sandbox-fault.ts';
import type { FaultForm as Form } from '../../model/sandbox-fault.ts';
import { Trouble } from '../../ui/trouble.tsx';
import { useAct } from '../use-act.ts';
import classes from './faults.module.css';

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];
const PATHS = ['/api/v1/messages*', '/api/v1/customers*', '/api/v1/campaigns*', '/api/v1/tags*', '/api/v1/webhooks*'];

const AT_FIRST: Form = { effect: 'status', number: 503, method: '', path: '', times: 1 };

/** What is to happen to which calls, and how often. */
export function FaultForm() {
  const [form, setForm] = useState(AT_FIRST);
  const set = (change: Partial<Form>): void => setForm({ ...form, ...change });
  const { number } = FAULT_EFFECTS.find(({ id }) => id === form.effect) ?? FAULT_EFFECTS[0];
  const isOfCalls = form.effect !== 'duplicateDelivery';
  const save = useAct(setFault, { isShown: true, say: (_done, fault) => `Set: ${faultText(fault)}.` });
  return (
    <form
      className={classes['form']}
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate(faultOf(form));
      }}
    >
      <Select
        label="What happens"
        size="sm"
        allowDeselect={false}
        data={FAULT_EFFECTS.map(({ id, label }) => ({ value: id, label }))}
        value={form.effect}
        onChange={(id) => {
          const effect = FAULT_EFFECTS.find((each) => each.id === id) ?? FAULT_EFFECTS[0];
          set({ effect: effect.id, number: effect.number?.first ?? 0 });
        }}
      />
      {number !== undefined && (
        <NumberInput
          label={number.label}
          size="sm"
          required
          min={number.min}
          max={number.max}
          allowDecimal={false}
          hideControls
          value={form.number}
          onChange={(value) => set({ number: Number(value) })}
        />
      )}
      {isOfCalls && (
        <Group gap="xs" grow preventGrowOverflow={false} wrap="nowrap">
          <Select
            label="Method"
            size="sm"
            w={92}
            allowDeselect={false}
            data={[{ value: '', label: 'Any' }, ...METHODS]}
            value={form.method}
            onChange={(method) => set({ method: method ?? '' })}
          />
          <Autocomplete
            label="Path"
            size="sm"
            placeholder="Any path"
            data={PATHS}
            value={form.path}
            onChange={(path) => set({ path })}
          />
        </Group>
      )}
      <NumberInput
        label="How often"
        size="sm"
        description="Until it is removed when left empty."
        min={1}
        max={1_000_000}
        allowDecimal={false}
        hideControls
        value={form.times ?? ''}
        onChange={(value) => set({ times: value === '' ? undefined : Number(value) })}
      />
      {save.error !== null && <Trouble error={save.error} />}
      <Button type="submit" variant="default" size="sm" loading={save.isPending}>
        Set the fault
      </Button>
    </form>
  );
}
