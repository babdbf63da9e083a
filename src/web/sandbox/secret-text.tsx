import { ActionIcon } from '@mantine/core';
import { IconEye, IconEyeOff } from '@tabler/icons-react';
import { useState } from 'react';
import { CopyButton } from '../ui/copy-button.tsx';

/** A secret of the sandbox: hidden until somebody asks for it, to be copied either way. */
export function SecretText({ label, text }: { readonly label: string; readonly text: string }) {
  const [isShown, setShown] = useState(false);
  return (
    <>
      <code>{isShown ? text : '••••••••••••'}</code>
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-label={isShown ? `Hide the ${label}` : `Show the ${label}`}
        onClick={() => setShown(!isShown)}
      >
        {isShown ? <IconEyeOff size={18} /> : <IconEye size={18} />}
      </ActionIcon>
      <CopyButton text={text} label="Copy token" />
    </>
  );
}
