import { Select } from '@mantine/core';
import type { SandboxUser } from '../../api/sandbox-world.ts';
import { userName } from '../user-name.ts';

/** Who looks after a customer; null is nobody. */
export function AssigneeSelect({
  users,
  value,
  onChange,
}: {
  readonly users: readonly SandboxUser[];
  readonly value: string | null;
  readonly onChange: (email: string | null) => void;
}) {
  return (
    <Select
      label="Assigned to"
      allowDeselect={false}
      data={[{ value: '', label: 'Nobody' }, ...users.map((user) => ({ value: user.email, label: userName(user) }))]}
      value={value ?? ''}
      onChange={(email) => onChange(email === '' ? null : email)}
    />
  );
}
