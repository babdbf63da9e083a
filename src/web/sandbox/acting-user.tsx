import { Select } from '@mantine/core';
import { IconUser } from '@tabler/icons-react';
import { createContext, useContext } from 'react';
import type { SandboxUser } from '../api/sandbox-world.ts';
import { usePreference } from '../preferences/preference.ts';
import { userName } from './user-name.ts';

/** E-mail address of the person whose part people play here; undefined for nobody in particular. */
export const ActingUserContext = createContext<string | undefined>(undefined);

/** Whose part people play: some properties may be edited by certain users only, and messages have a sender. */
export function useActingUser(): string | undefined {
  return useContext(ActingUserContext);
}

/** The choice as this browser keeps it, as long as there is such a user. */
export function useActingChoice(users: readonly SandboxUser[]): {
  readonly user: string | undefined;
  readonly choose: (email: string) => void;
} {
  const [email, choose] = usePreference('sandboxUser');
  return { user: users.find((each) => each.email === email)?.email, choose };
}

/** Chooses whose part is played. */
export function ActingUserSelect({
  users,
  user,
  onChoose,
}: {
  readonly users: readonly SandboxUser[];
  readonly user: string | undefined;
  readonly onChoose: (email: string) => void;
}) {
  return (
    <Select
      aria-label="You act as"
      w={180}
      allowDeselect={false}
      leftSection={<IconUser size={16} aria-hidden />}
      data={[
        { value: '', label: 'As nobody' },
        ...users.map((each) => ({ value: each.email, label: `As ${userName(each)}` })),
      ]}
      value={user ?? ''}
      onChange={(email) => onChoose(email ?? '')}
    />
  );
}
