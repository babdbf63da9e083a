import { Menu } from '@mantine/core';
import {
  IconAlertOctagon,
  IconArrowLeft,
  IconArrowRight,
  IconArrowsMove,
  IconArrowsSplit2,
  IconCopy,
  IconCopyPlus,
  IconDots,
  IconFilter,
  IconNote,
  IconPencil,
  IconPlayerPause,
  IconPlayerPlay,
  IconPlayerTrackNext,
  IconReplace,
  IconSend,
  IconSettings,
  IconTrash,
} from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { moreActions } from '../model/aria-names.ts';
import type { Step } from '../model/blueprint.ts';
import { directiveOf } from '../model/directives.ts';
import { handlerOf } from '../model/error-handler.ts';
import { indexOf, type StepPath } from '../model/step-path.ts';
import { isDisabled } from '../model/step-settings.ts';
import { useCanvas } from './canvas-context.ts';
import { pathOfKey } from './step-key.ts';
import type { StepActions } from './use-step-actions.ts';
import classes from './card.module.css';

interface Entry {
  readonly label: (step: Step) => string;
  readonly icon: typeof IconDots;
  readonly keys?: string;
  readonly act: (actions: StepActions, path: StepPath) => void;
  readonly isOffered?: (step: Step, path: StepPath) => boolean;
}

const entry = (
  label: string,
  icon: typeof IconDots,
  act: Entry['act'],
  more: Partial<Pick<Entry, 'keys' | 'isOffered'>> = {},
): Entry => ({ label: () => label, icon, act, ...more });

const isNoDirective = ({ module }: Step): boolean => directiveOf(module) === undefined;
const isInner = (_: Step, path: StepPath): boolean => path.length > 2 || indexOf(path) > 0;

/** What a card offers, in groups. */
const ENTRIES: readonly (readonly Entry[])[] = [
  [
    entry('Settings', IconSettings, (actions, path) => actions.open(path, 'settings', true), { keys: 'Enter' }),
    entry('Run this module only', IconPlayerPlay, (actions, path) => actions.open(path, 'request', true), {
      keys: 'R',
    }),
    entry('Run from here', IconPlayerTrackNext, (actions, path) => actions.runFrom(path), {
      keys: 'Shift R',
      isOffered: (step, path) => isNoDirective(step) && !path.includes('onerror'),
    }),
    entry('View request preview', IconSend, (actions, path) => actions.open(path, 'request', true)),
    entry('Rename', IconPencil, (actions, path) => actions.ask('rename', path), { keys: 'F2' }),
    entry('Add a note', IconNote, (actions, path) => actions.ask('note', path)),
  ],
  [
    entry('Add a filter before', IconFilter, (actions, path) => actions.open(path, 'filter', true), {
      keys: 'F',
      isOffered: isInner,
    }),
    entry('Add a router after', IconArrowsSplit2, (actions, path) => actions.addRouter(path), {
      isOffered: isNoDirective,
    }),
    entry('Add error handler', IconAlertOctagon, (actions, path) => actions.ask('handler', path), {
      isOffered: (step) => isNoDirective(step) && handlerOf(step).length === 0,
    }),
    entry('Replace with another module', IconReplace, (actions, path) => actions.replace(path)),
  ],
  [
    entry('Duplicate', IconCopyPlus, (actions, path) => actions.duplicate(path), { keys: 'Ctrl D' }),
    entry('Copy', IconCopy, (actions, path) => actions.copy(path), { keys: 'Ctrl C' }),
    entry('Move earlier', IconArrowLeft, (actions, path) => actions.earlier(path), { keys: 'Shift ←' }),
    entry('Move later', IconArrowRight, (actions, path) => actions.later(path), { keys: 'Shift →' }),
    entry('Move to…', IconArrowsMove, (actions, path) => actions.ask('move', path)),
  ],
  [
    {
      label: (step) => (isDisabled(step) ? 'Enable' : 'Disable'),
      icon: IconPlayerPause,
      act: (actions, path) => actions.toggle(path),
    },
    entry('Delete', IconTrash, (actions, path) => actions.remove(path), { keys: 'Delete' }),
  ],
];

/** Everything that can be done with a module. The menu itself is made when it opens: there may be hundreds of cards. */
export function StepMenu({ step, pathKey }: { readonly step: Step; readonly pathKey: string }) {
  const { actions, named } = useCanvas();
  const [isOpen, setOpen] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
  const path = pathOfKey(pathKey);
  const button = (
    <button
      ref={opener}
      type="button"
      className={classes['more']}
      aria-label={moreActions(named(step))}
      aria-haspopup="menu"
      aria-expanded={isOpen}
      onClick={() => setOpen(true)}
    >
      <IconDots size={16} aria-hidden />
    </button>
  );
  if (!isOpen) return button;
  const close = (): void => {
    setOpen(false);
    requestAnimationFrame(() => {
      if (document.activeElement === document.body) opener.current?.focus();
    });
  };
  return (
    <Menu opened onClose={close} returnFocus={false} position="bottom-end" width={280}>
      <Menu.Target>{button}</Menu.Target>
      <Menu.Dropdown>
        {ENTRIES.map((group) => [
          group !== ENTRIES[0] && <Menu.Divider key={`before ${group[0]?.label(step)}`} />,
          ...group
            .filter(({ isOffered }) => isOffered?.(step, path) ?? true)
            .map(({ label, icon: Icon, keys, act }) => (
              <Menu.Item
                key={label(step)}
                leftSection={<Icon size={16} aria-hidden />}
                rightSection={
                  keys !== undefined && (
                    <span className={classes['keys']} aria-hidden>
                      {keys}
                    </span>
                  )
                }
                onClick={() => act(actions, path)}
              >
                {label(step)}
              </Menu.Item>
            )),
        ])}
      </Menu.Dropdown>
    </Menu>
  );
}
