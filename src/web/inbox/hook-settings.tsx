import { Button, Group, NumberInput, Select, Stack, TextInput, Textarea, Title } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Hook, HookUpdate } from '../api/contract.ts';
import { updateHook } from '../api/hooks.ts';
import { useAnnounce } from '../shell/status.tsx';
import { Trouble } from '../ui/trouble.tsx';
import { HookChecks } from './hook-checks.tsx';
import classes from './hook-settings.module.css';

const MODES = [
  { value: 'parallel', label: 'In parallel' },
  { value: 'sequential', label: 'One after the other' },
  { value: 'per-key', label: 'One after the other for each key' },
];

/** How deliveries of a webhook are processed, and which are let in. */
export function HookSettings({ hook }: { readonly hook: Hook }) {
  const client = useQueryClient();
  const announce = useAnnounce();
  const [name, setName] = useState(hook.name);
  const [mode, setMode] = useState(hook.mode);
  const [queueLimit, setQueueLimit] = useState(hook.queueLimit);
  const [maxAttempts, setMaxAttempts] = useState(hook.maxAttempts);
  const [cidrs, setCidrs] = useState((hook.checks.cidrs ?? []).join('\n'));
  const save = useMutation({
    mutationFn: (change: HookUpdate) => updateHook(hook.id, hook.version, change),
    onSuccess: () => announce('Saved.'),
    onSettled: () => client.invalidateQueries({ queryKey: ['hooks'] }),
  });
  const submit = (): void => {
    const list = cidrs.split(/[\s,]+/).filter(Boolean);
    save.mutate({ name, mode, queueLimit, maxAttempts, checks: { cidrs: list.length === 0 ? null : list } });
  };
  return (
    <Stack className={classes['settings']}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <Stack>
          <Title order={2} size="h4">
            Processing
          </Title>
          <TextInput
            label="Webhook Name"
            required
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <Select
            label="Order"
            allowDeselect={false}
            data={MODES}
            value={mode.type}
            onChange={(type) => setMode({ ...mode, type: (type ?? 'parallel') as Hook['mode']['type'] })}
          />
          {mode.type === 'parallel' && (
            <NumberInput
              label="At the same time"
              description="Runs at most, 1 to 1,000"
              min={1}
              max={1000}
              allowDecimal={false}
              value={mode.concurrency}
              onChange={(value) => setMode({ ...mode, concurrency: Number(value) })}
            />
          )}
          {mode.type === 'per-key' && (
            <TextInput
              label="Key"
              description="An expression over the delivery, for example {{body.customer.phone_number}}"
              required
              value={mode.key ?? ''}
              onChange={(event) => setMode({ ...mode, key: event.currentTarget.value })}
            />
          )}
          <NumberInput
            label="Queue limit"
            description="More deliveries than this are answered with 429 and Retry-After; none is dropped."
            min={1}
            max={1_000_000}
            allowDecimal={false}
            value={queueLimit}
            onChange={(value) => setQueueLimit(Number(value))}
          />
          <NumberInput
            label="Attempts before a dead letter"
            min={1}
            max={100}
            allowDecimal={false}
            value={maxAttempts}
            onChange={(value) => setMaxAttempts(Number(value))}
          />
          <Textarea
            label="Allowed addresses"
            description="IP ranges in CIDR form, one in each line; everybody when empty"
            autosize
            minRows={2}
            value={cidrs}
            onChange={(event) => setCidrs(event.currentTarget.value)}
          />
          {save.error !== null && <Trouble error={save.error} />}
          <Group>
            <Button type="submit" loading={save.isPending}>
              Save
            </Button>
          </Group>
        </Stack>
      </form>
      <HookChecks hook={hook} onSave={(change) => save.mutate(change)} />
    </Stack>
  );
}
