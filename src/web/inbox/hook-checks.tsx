import { Button, Group, PasswordInput, Select, Stack, Text, TextInput, Title } from '@mantine/core';
import { useState } from 'react';
import type { ReactNode } from 'react';
import type { Hook, HookUpdate } from '../api/contract.ts';

type Checks = NonNullable<HookUpdate['checks']>;

/** Saves checks; what was typed for them is forgotten once they are. */
type Save = (checks: Checks, onSaved?: () => void) => void;

/** Secrets a delivery must carry. They are kept sealed and never shown again. */
export function HookChecks({ hook, onSave: save }: { readonly hook: Hook; readonly onSave: Save }) {
  const { companyKey, header, signature } = hook.checks;
  return (
    <Stack>
      <Title order={2} size="h4">
        Checks
      </Title>
      <CompanyKeyCheck isOn={companyKey} onSave={save} />
      <HeaderCheck header={header} onSave={save} />
      <SignatureCheck signature={signature} onSave={save} />
    </Stack>
  );
}

function CompanyKeyCheck({ isOn, onSave }: { readonly isOn: boolean; readonly onSave: Save }) {
  const [key, setKey] = useState('');
  return (
    <Check
      label="Company publishable key"
      state={isOn ? 'Deliveries must name the stored key.' : 'Not checked.'}
      onRemove={isOn ? () => onSave({ companyKey: null }) : undefined}
      onSet={key === '' ? undefined : () => onSave({ companyKey: key }, () => setKey(''))}
    >
      <Secret label="Expected company key" value={key} onChange={setKey} />
    </Check>
  );
}

function HeaderCheck({ header, onSave }: { readonly header: Hook['checks']['header']; readonly onSave: Save }) {
  const [typed, setName] = useState<string>();
  const [value, setValue] = useState('');
  const name = typed ?? header?.name ?? '';
  const isComplete = name !== '' && value !== '';
  const forget = (): void => {
    setName(undefined);
    setValue('');
  };
  return (
    <Check
      label="Secret header"
      state={header === null ? 'Not checked.' : `Deliveries must carry ${header.name} with the stored value.`}
      onRemove={header === null ? undefined : () => onSave({ header: null }, forget)}
      onSet={isComplete ? () => onSave({ header: { name, value } }, forget) : undefined}
    >
      <TextInput label="Header name" value={name} onChange={(event) => setName(event.currentTarget.value)} />
      <Secret label="Header value" value={value} onChange={setValue} />
    </Check>
  );
}

const SCHEMES = [
  { value: 'standard-webhooks', label: 'Standard Webhooks' },
  { value: 'hmac-sha256', label: 'HMAC-SHA256 of the body' },
];

function SignatureCheck({
  signature,
  onSave,
}: {
  readonly signature: Hook['checks']['signature'];
  readonly onSave: Save;
}) {
  const [scheme, setScheme] = useState<'standard-webhooks' | 'hmac-sha256'>(signature?.scheme ?? 'standard-webhooks');
  const [secret, setSecret] = useState('');
  return (
    <Check
      label="Signature"
      state={signature === null ? 'Not checked.' : `Deliveries must be signed (${signature.scheme}).`}
      onRemove={signature === null ? undefined : () => onSave({ signature: null })}
      onSet={secret === '' ? undefined : () => onSave({ signature: { scheme, secret } }, () => setSecret(''))}
    >
      <Select
        label="Scheme"
        allowDeselect={false}
        data={SCHEMES}
        value={scheme}
        onChange={(chosen) => setScheme(chosen === 'hmac-sha256' ? chosen : 'standard-webhooks')}
      />
      <Secret label="Signing secret" value={secret} onChange={setSecret} />
    </Check>
  );
}

function Check({
  label,
  state,
  onSet,
  onRemove,
  children,
}: {
  readonly label: string;
  readonly state: string;
  readonly onSet: (() => void) | undefined;
  readonly onRemove: (() => void) | undefined;
  readonly children: ReactNode;
}) {
  return (
    <Stack gap="xs" component="fieldset" m={0} p="md" bd="1px solid var(--sc-hairline)" bdrs="md">
      <legend>
        <Text span fw={600} size="sm">
          {label}
        </Text>
      </legend>
      <Text size="sm" c="dimmed">
        {state}
      </Text>
      {children}
      <Group gap="sm">
        <Button variant="default" size="compact-md" disabled={onSet === undefined} onClick={onSet}>
          Set {label.toLowerCase()}
        </Button>
        {onRemove !== undefined && (
          <Button variant="subtle" size="compact-md" onClick={onRemove}>
            Remove {label.toLowerCase()}
          </Button>
        )}
      </Group>
    </Stack>
  );
}

function Secret({
  label,
  value,
  onChange,
}: {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}) {
  return (
    <PasswordInput
      label={label}
      autoComplete="off"
      value={value}
      visibilityToggleButtonProps={{ 'aria-label': `Show ${label}`, tabIndex: 0 }}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
