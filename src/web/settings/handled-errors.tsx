import { MultiSelect, Text } from '@mantine/core';
import { useEditor } from '../builder/editor.ts';
import { nameOfStep } from '../builder/module-names.ts';
import type { Step } from '../model/blueprint.ts';
import { ERROR_TYPES, handledBy, limitHandler } from '../model/handled-errors.ts';
import { atStep } from './at-step.ts';

/** Limits the error handler of a module to some types of errors. */
export function HandledErrors({ step }: { readonly step: Step }) {
  const { apply, catalogue } = useEditor();
  const handled = handledBy(step);
  if (handled.kind === 'custom') {
    return (
      <Text size="sm" c="dimmed">
        Which errors it takes is decided by the filter before its first module; the canvas shows it below the card.
      </Text>
    );
  }
  const chosen = handled.kind === 'types' ? handled.types : [];
  return (
    <MultiSelect
      label="Only for these errors"
      description="Without a choice it takes every error. Other errors end the run as without an error handler."
      placeholder={chosen.length === 0 ? 'Every error' : ''}
      data={choices(chosen)}
      value={[...chosen]}
      searchable
      clearable
      clearButtonProps={{ 'aria-label': 'Take every error', 'aria-hidden': false, tabIndex: 0, size: '24px' }}
      nothingFoundMessage="No type of error is called like that"
      renderOption={({ option: { value } }) => <Choice name={value} />}
      onChange={(types) =>
        apply(
          atStep(step.id, (blueprint, path) => limitHandler(blueprint, path, types)),
          { label: `Choose the errors that are handled for ${nameOfStep(step, catalogue)}` },
        )
      }
    />
  );
}

function Choice({ name }: { readonly name: string }) {
  const meaning = ERROR_TYPES.find((type) => type.name === name)?.meaning;
  return (
    <span>
      {name}
      {meaning !== undefined && (
        <Text span size="sm" c="dimmed">
          {' '}
          · {meaning}
        </Text>
      )}
    </span>
  );
}

/** The known types, and those that came with the scenario. */
function choices(chosen: readonly string[]): string[] {
  return [...new Set([...ERROR_TYPES.map(({ name }) => name), ...chosen])];
}
