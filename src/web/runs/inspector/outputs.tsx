import { Text } from '@mantine/core';
import type { OperationRecord } from '../../api/contract.ts';
import { counted } from '../../model/aria-names.ts';
import { mappingOf, pointerOf } from '../../model/json-tree.ts';
import { Disclosure } from '../../ui/disclosure.tsx';
import { Bundle } from './bundle.tsx';
import classes from './inspector.module.css';

/** Most bundles that are listed. */
const MOST_OPEN = 50;

/** The bundles an operation gave. */
export function Outputs({
  operation: { moduleId, outputs, status },
  onWhole,
  onLoad,
}: {
  readonly operation: OperationRecord;
  /** Reads what the module gave from where it came from, when that is known. */
  readonly onWhole: (() => Promise<readonly unknown[]>) | undefined;
  readonly onLoad: (pointer: string) => Promise<unknown>;
}) {
  if (outputs.length === 0) {
    if (status === 'error' || status === 'in-doubt') return null;
    return (
      <Text size="sm" c="dimmed" className={classes['none']}>
        No output bundles.
      </Text>
    );
  }
  return (
    <Disclosure title={`Output bundles (${outputs.length})`} isOpenAtFirst>
      {outputs.slice(0, MOST_OPEN).map((output, index) => {
        const name = `Output bundle ${index + 1}`;
        const view = (
          <Bundle
            name={name}
            value={output}
            onWhole={onWhole === undefined ? undefined : async () => (await onWhole())[index]}
            mappingOf={(path) => mappingOf(moduleId, path)}
            onLoad={(path) => onLoad(`/outputs/${index}${pointerOf(path)}`)}
          />
        );
        return outputs.length === 1 ? (
          <div key={name}>{view}</div>
        ) : (
          <Disclosure key={name} title={`Bundle ${index + 1}`} isOpenAtFirst={index === 0}>
            {view}
          </Disclosure>
        );
      })}
      {outputs.length > MOST_OPEN && (
        <Text size="sm" c="dimmed">
          And {counted(outputs.length - MOST_OPEN, 'bundle')} more, which the modules behind this one show as their
          input.
        </Text>
      )}
    </Disclosure>
  );
}
