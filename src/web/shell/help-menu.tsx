import { ActionIcon, Menu } from '@mantine/core';
import { IconFileCode, IconHelp, IconKeyboard } from '@tabler/icons-react';
import { Suspense, useEffect, useState } from 'react';
import { isTyping } from './is-typing.ts';
import { lazyPart } from '../ui/lazy-part.ts';

const ShortcutsDialog = lazyPart(() => import('./shortcuts-dialog.tsx'));

/** Help, at the same place of every page; `?` opens the keyboard shortcuts. */
export function HelpMenu() {
  const [isOpen, setOpen] = useState(false);
  useEffect(() => {
    const open = (event: KeyboardEvent): void => {
      if (event.key === '?' && !isTyping(event)) setOpen(true);
    };
    addEventListener('keydown', open);
    return () => removeEventListener('keydown', open);
  }, []);
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" size="lg" aria-label="Help">
            <IconHelp size={20} stroke={1.7} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconKeyboard size={16} aria-hidden />} onClick={() => setOpen(true)}>
            Keyboard shortcuts
          </Menu.Item>
          <Menu.Item component="a" href="/errors" target="_blank" leftSection={<IconHelp size={16} aria-hidden />}>
            What error codes mean
          </Menu.Item>
          <Menu.Item
            component="a"
            href="/openapi.json"
            target="_blank"
            leftSection={<IconFileCode size={16} aria-hidden />}
          >
            Description of the API
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {isOpen && (
        <Suspense fallback={null}>
          <ShortcutsDialog onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
