import { Button, Group, NumberInput, Select, Stack, TextInput, Textarea, Title } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Hook, HookUpdate } from '../api/contract.ts';
import { updateHook } from '../api/hooks.ts';
import { useAnnounce } from '../shell/status.tsx';
import { Trouble } from '../ui/trouble.tsx';
import { HookChecks } from './hook-checks.tsx';
import { HookParameters } from './hook-parameters.tsx';
import classes from './hook-settings.module.css';
import { WEBHOOK_NAME } from './webhook-fields.ts';

const MODES = [
  { value: 'parallel', label: 'In parallel' },
  { value: 'sequential', label: 'One after the other' },
  { value: 'per-key', label: 'One after the other for each key' },
];

/** What people set here, the allowed addresses as they are typed. */
interface HookForm extends Pick<Hook, 'name' | 'mode' | 'queueLimit' | 'maxAttempts'> {
  readonly cidrs: string;
}

/** How deliveries of a webhook are processed, and which are let in. */
export function HookSettings({ hook }: { readonly hook: Hook }) {
  const client = useQueryClient();
  const announce = useAnnounce();
  // Only what was edited is kept here: the webhook may change meanwhile, and nothing that was typed is lost by it.
  const [edited, setEdited] = useState<Partial<HookForm>>({});
  const edit = (change: Partial<HookForm>): void => setEdited({ ...edited, ...change });
  const { name, mode, queueLimit, maxAttempts, cidrs } = { ...formOf(hook), ...edited };
  const save = useMutation({
    mutationFn: (change: HookUpdate) => updateHook(hook.id, hook.version, change),
    onSuccess: () => announce('Saved.'),
    onSettled: () => client.invalidateQueries({ queryKey: ['hooks'] }),
  });
  const submit = (): void => {
    const list = cidrs.split(/[\s,]+/).filter(Boolean);
    const change = { name, mode, queueLimit, maxAttempts, checks: { cidrs: list.length === 0 ? null : list } };
    save.mutate(change, { onSuccess: () => setEdited({}) });
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
            label={WEBHOOK_NAME}
            required
            value={name}
            onChange={(event) => edit({ name: event.currentTarget.value })}
          />
          <Select
            label="Order"
            allowDeselect={false}
            data={MODES}
            value={mode.type}
            onChange={(type) => edit({ mode: { ...mode, type: (type ?? 'parallel') as Hook['mode']['type'] } })}
          />
          {mode.type === 'parallel' && (
            <NumberInput
              label="At the same time"
              description="Runs at most, 1 to 1,000"
              min={1}
              max={1000}
              allowDecimal={false}
              value={mode.concurrency}
              onChange={(value) => edit({ mode: { ...mode, concurrency: Number(value) } })}
            />
          )}
          {mode.type === 'per-key' && (
            <TextInput
              label="Key"
              description="An expression over the delivery, for example {{body.customer.phone_number}}"
              required
              value={mode.key ?? ''}
              onChange={(event) => edit({ mode: { ...mode, key: event.currentTarget.value } })}
            />
          )}
          <NumberInput
            label="Queue limit"
            description="More deliveries than this are answered with 429 and Retry-After; none is dropped."
            min={1}
            max={1_000_000}
            allowDecimal={false}
            value={queueLimit}
            onChange={(value) => edit({ queueLimit: Number(value) })}
          />
          <NumberInput
            label="Attempts before a dead letter"
            min={1}
            max={100}
            allowDecimal={false}
            value={maxAttempts}
            onChange={(value) => edit({ maxAttempts: Number(value) })}
          />
          <Textarea
            label="Allowed addresses"
            description="IP ranges in CIDR form, one in each line; everybody when empty"
            autosize
            minRows={2}
            value={cidrs}
            onChange={(event) => edit({ cidrs: event.currentTarget.value })}
          />
          {save.error !== null && <Trouble error={save.error} />}
          <Group>
            <Button type="submit" loading={save.isPending}>
              Save
            </Button>
          </Group>
        </Stack>
      </form>
      <HookParameters
        hook={hook}
        refusal={save.error}
        onSave={(change, onSaved) => save.mutate(change, { onSuccess: onSaved })}
      />
      <HookChecks hook={hook} onSave={(checks, onSaved) => save.mutate({ checks }, { onSuccess: () => onSaved?.() })} />
    </Stack>
  );
}

function formOf({ name, mode, queueLimit, maxAttempts, checks }: Hook): HookForm {
  return { name, mode, queueLimit, maxAttempts, cidrs: (checks.cidrs ?? []).join('\n') };
}
