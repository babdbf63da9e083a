import { Anchor, Button, Group, Select, Text } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'wouter';
import { appQuery } from '../api/apps.ts';
import type { HookCreate, HookRow } from '../api/contract.ts';
import { createHook, hooksQuery, updateHook } from '../api/hooks.ts';
import { useEditor } from '../builder/editor.ts';
import { HookState } from '../inbox/hook-state.tsx';
import { fieldsBesidesName, WEBHOOK_NAME, withWebhookName } from '../inbox/webhook-fields.ts';
import type { Blueprint, Step } from '../model/blueprint.ts';
import { ownWebhookOf } from '../model/custom-webhook.ts';
import type { StepPath } from '../model/step-path.ts';
import { connectionOf, hookOf, setHook, setParameter } from '../model/step-settings.ts';
import { textOf } from '../model/text-of.ts';
import type { Values } from '../model/values.ts';
import { useAnnounce } from '../shell/status.tsx';
import { CopyButton } from '../ui/copy-button.tsx';
import { NameDialog } from '../ui/name-dialog.tsx';
import { fieldProblem, plainDefaults } from '../ui/plain-field.tsx';
import { atStep } from './at-step.ts';
import { partsOfName } from './module-forms.ts';
import { SetupFields } from './setup-fields.tsx';
import classes from './field-frame.module.css';

type ConnectionId = HookCreate['connectionId'];

/** Chooses the webhook of an instant trigger, makes a new one, or calls it something else. */
export function WebhookPicker({
  step,
  webhook,
  needsConnection,
  id,
}: {
  readonly step: Step;
  /** The webhook component the trigger needs. */
  readonly webhook: string;
  /** Whether a webhook of this kind belongs to a connection. */
  readonly needsConnection: boolean;
  readonly id: string;
}) {
  const editor = useEditor();
  const hooks = useQuery(hooksQuery());
  const [dialog, setDialog] = useState<'add' | 'rename'>();
  const { app } = partsOfName(step.module);
  const fields = useWebhookFields(step.module, webhook);
  const asked = labelsToFill(fields);
  const connection = needsConnection ? (connectionOf(step) ?? null) : null;
  const isUnconnected = needsConnection && connection === null;
  const suited = (hooks.data ?? []).filter(
    (hook) => hook.app === app && hook.webhook === webhook && (isUnconnected || hook.connectionId === connection),
  );
  const chosen = suited.find((hook) => hook.id === hookOf(step));
  const choose = (hook: string): void => {
    editor.apply(
      atStep(step.id, (blueprint, path) => withoutStated(setHook(blueprint, path, hook), path, fields)),
      { label: 'Choose the webhook' },
    );
  };
  return (
    <div className={classes['field']} role="group" aria-label="Webhook">
      <label htmlFor={id} id={`${id}-label`} className={classes['label']}>
        Webhook
      </label>
      <Group gap={6} wrap="nowrap">
        <Select
          id={id}
          flex={1}
          aria-labelledby={`${id}-label`}
          aria-describedby={`${id}-help`}
          placeholder={placeholderOf(asked)}
          disabled={isUnconnected}
          data={suited.map(({ id: value, name }) => ({ value, label: name }))}
          value={chosen?.id ?? null}
          allowDeselect={false}
          onChange={(value) => value !== null && choose(value)}
        />
        <Button variant="default" disabled={isUnconnected} onClick={() => setDialog('add')}>
          Add
        </Button>
        <Button variant="default" disabled={chosen === undefined} onClick={() => setDialog('rename')}>
          Rename
        </Button>
      </Group>
      {chosen !== undefined && <ChosenHook hook={chosen} />}
      <Text id={`${id}-help`} size="sm" c="dimmed">
        {isUnconnected ? 'Choose the connection first: the webhook belongs to it.' : helpOf(chosen, asked)}
      </Text>
      {dialog === 'add' && (
        <AddWebhook
          step={step}
          webhook={webhook}
          connectionId={connection}
          onDone={choose}
          onClose={() => setDialog(undefined)}
        />
      )}
      {dialog === 'rename' && chosen !== undefined && (
        <RenameWebhook hook={chosen} onClose={() => setDialog(undefined)} />
      )}
    </div>
  );
}

/** What the trigger stated for another webhook is not meant for the one that is chosen. */
function withoutStated(blueprint: Blueprint, path: StepPath, fields: readonly Values[]): Blueprint {
  const names = fields.map((field) => textOf(field['name'])).filter(Boolean);
  return names.reduce((changed, name) => setParameter(changed, path, name, undefined), blueprint);
}

function placeholderOf(asked: readonly string[]): string {
  return asked.length > 0 ? 'Choose or add one' : 'Made when you save';
}

/** @param asked labels of what has to be filled in for a new one */
function helpOf(hook: HookRow | undefined, asked: readonly string[]): string {
  if (hook === undefined && asked.length > 0) return `Choose one, or add one: it asks for ${asked.join(', ')}.`;
  if (hook === undefined) return 'Choose one, add one, or leave it empty: saving the scenario makes one for it.';
  if (hook.state === 'detached' && hook.app !== 'gateway') {
    return 'It is registered for you when the scenario is switched on.';
  }
  return '';
}

/** How the chosen webhook stands with the service, and its address. */
function ChosenHook({ hook }: { readonly hook: HookRow }) {
  return (
    <>
      <Group gap="sm">
        <HookState hook={hook} />
        <CopyButton text={hook.url} label="Copy URL" />
        <Anchor component={Link} href={`/webhooks/${hook.id}`} size="sm">
          Its queue
        </Anchor>
      </Group>
      {hook.reason !== null && <p className={classes['problem']}>{hook.reason}</p>}
    </>
  );
}

function AddWebhook({
  step,
  webhook,
  connectionId,
  onDone,
  onClose,
}: {
  readonly step: Step;
  readonly webhook: string;
  readonly connectionId: string | null;
  readonly onDone: (hook: string) => void;
  readonly onClose: () => void;
}) {
  const { catalogue } = useEditor();
  const client = useQueryClient();
  const announce = useAnnounce();
  const { app } = partsOfName(step.module);
  const fields = useWebhookFields(step.module, webhook);
  const names = new Set(fields.map((field) => textOf(field['name'])));
  const ofTrigger = Object.entries(step.parameters ?? {}).filter(([key]) => names.has(key));
  const [typed, setTyped] = useState<Values>({});
  const values = { ...plainDefaults(fields), ...Object.fromEntries(ofTrigger), ...typed };
  return (
    <NameDialog
      title="Create a webhook"
      label={WEBHOOK_NAME}
      description="It gets an address and a queue of its own."
      name={`My ${catalogue.find(step.module)?.label ?? webhook} webhook`}
      action="Save"
      onClose={onClose}
      onSave={async (name) => {
        const place = { app, webhook, connectionId: connectionId as ConnectionId };
        const hook = await createHook({ ...place, name, parameters: withWebhookName(fields, values, name) });
        await client.invalidateQueries({ queryKey: ['hooks'] });
        onDone(hook.id);
        announce(`The webhook ${hook.name} was created.`);
      }}
    >
      {(refusal) => (
        <SetupFields
          idPrefix="new-webhook"
          app={app}
          connectionId={connectionId ?? undefined}
          fields={fieldsBesidesName(fields)}
          values={values}
          problemOf={(path) => fieldProblem(refusal, path)}
          onChange={setTyped}
        />
      )}
    </NameDialog>
  );
}

function RenameWebhook({ hook, onClose }: { readonly hook: HookRow; readonly onClose: () => void }) {
  const client = useQueryClient();
  const announce = useAnnounce();
  return (
    <NameDialog
      title="Rename the webhook"
      label={WEBHOOK_NAME}
      name={hook.name}
      action="Save"
      onClose={onClose}
      onSave={async (name) => {
        try {
          await updateHook(hook.id, hook.version, { name });
        } finally {
          await client.invalidateQueries({ queryKey: ['hooks'] });
        }
        announce(`The webhook is called ${name} now.`);
      }}
    />
  );
}

/** What a webhook for this module asks for. */
function useWebhookFields(module: string, webhook: string): readonly Values[] {
  const isOfApp = ownWebhookOf(module) === undefined;
  const app = useQuery({ ...appQuery(partsOfName(module).app), enabled: isOfApp }).data;
  return app?.webhooks.find(({ name }) => name === webhook)?.fields ?? [];
}

/** Labels of what a person has to fill in. */
function labelsToFill(fields: readonly Values[]): readonly string[] {
  return fieldsBesidesName(fields)
    .filter((field) => field['required'] === true && Object.keys(plainDefaults([field])).length === 0)
    .map((field) => textOf(field['label']) || textOf(field['name']));
}
