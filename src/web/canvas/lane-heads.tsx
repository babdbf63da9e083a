import { ActionIcon, Menu } from '@mantine/core';
import {
  IconArrowDown,
  IconArrowUp,
  IconDotsVertical,
  IconFilter,
  IconPencil,
  IconPuzzle,
  IconTrash,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { Branch } from '../model/blueprint.ts';
import { isElse } from '../model/branches.ts';
import { useCanvas } from './canvas-context.ts';
import { pathOfKey } from './step-key.ts';
import classes from './lanes.module.css';

/** What a route is called, and what can be done with it. */
export function RouteHead({
  pathKey,
  index,
  name,
  of,
  isFallback,
}: {
  readonly pathKey: string;
  readonly index: number;
  readonly name: string;
  readonly of: number;
  readonly isFallback: boolean;
}) {
  const { actions } = useCanvas();
  const path = pathOfKey(pathKey);
  return (
    <Head label={isFallback ? `Route ${index + 1} · Fallback` : `Route ${index + 1}`} name={name}>
      <Menu.Item
        leftSection={<IconPuzzle size={16} aria-hidden />}
        onClick={() => actions.setFallback(path, isFallback ? undefined : index)}
      >
        {isFallback ? 'No longer the fallback route' : 'Make it the fallback route'}
      </Menu.Item>
      <Order index={index} of={of} onMove={(to) => actions.moveLane(path, index, to)} />
      <Menu.Item
        leftSection={<IconTrash size={16} aria-hidden />}
        disabled={of < 2}
        onClick={() => actions.removeLane(path, index)}
      >
        Delete the route
      </Menu.Item>
    </Head>
  );
}

/** What a branch is called, and what can be done with it. */
export function BranchHead({
  pathKey,
  index,
  name,
  of,
  branch,
}: {
  readonly pathKey: string;
  readonly index: number;
  readonly name: string;
  readonly of: number;
  readonly branch: Branch;
}) {
  const { actions } = useCanvas();
  const path = pathOfKey(pathKey);
  const isLast = isElse(branch);
  return (
    <Head label={branch.label ?? `Branch ${index + 1}`} name={name}>
      {!isLast && (
        <Menu.Item
          leftSection={<IconFilter size={16} aria-hidden />}
          onClick={() => actions.askBranch('conditions', path, index)}
        >
          Set the condition
        </Menu.Item>
      )}
      <Menu.Item
        leftSection={<IconPencil size={16} aria-hidden />}
        onClick={() => actions.askBranch('branch-name', path, index)}
      >
        Rename
      </Menu.Item>
      {!isLast && <Order index={index} of={of - 1} onMove={(to) => actions.moveLane(path, index, to)} />}
      {!isLast && (
        <Menu.Item
          leftSection={<IconTrash size={16} aria-hidden />}
          disabled={of < 3}
          onClick={() => actions.removeLane(path, index)}
        >
          Delete the branch
        </Menu.Item>
      )}
    </Head>
  );
}

function Order({
  index,
  of,
  onMove,
}: {
  readonly index: number;
  readonly of: number;
  readonly onMove: (to: number) => void;
}) {
  return (
    <>
      <Menu.Item
        leftSection={<IconArrowUp size={16} aria-hidden />}
        disabled={index === 0}
        onClick={() => onMove(index - 1)}
      >
        Move up
      </Menu.Item>
      <Menu.Item
        leftSection={<IconArrowDown size={16} aria-hidden />}
        disabled={index >= of - 1}
        onClick={() => onMove(index + 1)}
      >
        Move down
      </Menu.Item>
    </>
  );
}

function Head({
  label,
  name,
  children,
}: {
  readonly label: string;
  readonly name: string;
  readonly children: ReactNode;
}) {
  return (
    <div className={classes['laneHead']}>
      <span className={classes['laneName']} title={label}>
        {label}
      </span>
      <Menu position="bottom-start">
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" size="sm" aria-label={`More actions for ${name}`}>
            <IconDotsVertical size={14} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>{children}</Menu.Dropdown>
      </Menu>
    </div>
  );
}
