import { Button, Checkbox, Group, Stack, TextInput } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { useEditor } from '../builder/editor.ts';
import { nameOfStep } from '../builder/module-names.ts';
import type { Step, StepFilter } from '../model/blueprint.ts';
import { storedFilter } from '../model/filter-model.ts';
import { fallbackOf, setFallback } from '../model/routes.ts';
import { indexOf, kindOfList, listOf, ownerOf, pathOfId, stepAt } from '../model/step-path.ts';
import { setFilter } from '../model/step-settings.ts';
import { atStep } from './at-step.ts';
import { FilterEditor } from './filter-editor.tsx';
import { formPrefix } from './step-form.tsx';

/** The filter before a module; it is kept in the draft while it is written. */
export function FilterTab({ step }: { readonly step: Step }) {
  const editor = useEditor();
  const stored = step.filter ?? undefined;
  const [draft, setDraft] = useState<StepFilter>(stored ?? {});
  // What was undone or changed elsewhere replaces what stands here.
  const isSame = JSON.stringify(storedFilter(draft)) === JSON.stringify(stored && storedFilter(stored));
  const shown = isSame ? draft : (stored ?? {});
  const root = useStartInFirstCondition(stored === undefined);
  const change = (next: StepFilter): void => {
    setDraft(next);
    editor.apply(
      atStep(step.id, (blueprint, path) => setFilter(blueprint, path, storedFilter(next))),
      {
        key: `${step.id}/filter`,
        label: `Change the filter before ${nameOfStep(step, editor.catalogue)}`,
      },
    );
  };
  return (
    <Stack ref={root}>
      <TextInput
        label="Label"
        labelProps={{ fw: 400 }}
        description="What the filter is called on the canvas."
        value={shown.name ?? ''}
        maxLength={200}
        onChange={(event) => change({ ...shown, name: event.currentTarget.value })}
      />
      <FallbackRoute step={step} />
      <FilterEditor idPrefix={`${formPrefix(step.id)}-filter`} filter={shown} onChange={change} />
      {stored !== undefined && (
        <Group>
          <Button variant="default" size="compact-sm" onClick={() => change({})}>
            Remove the filter
          </Button>
        </Group>
      )}
    </Stack>
  );
}

/**
 * A filter that is still to be written starts with its first value, so that items can be mapped at once. Whoever walks
 * along the tabs with the keyboard stays there, and in a dialog the panel of items would hide the filter.
 */
function useStartInFirstCondition(isEmpty: boolean) {
  const root = useRef<HTMLDivElement>(null);
  const [starts] = useState(isEmpty);
  useEffect(() => {
    const place = root.current?.closest('aside');
    if (!starts || place === null || place?.querySelector('[role="tab"]:focus-visible') !== null) return undefined;
    // The panel itself takes the focus first when it opens.
    const frame = requestAnimationFrame(() =>
      root.current?.querySelector<HTMLElement>('[data-condition] :is(textarea, [role="textbox"])')?.focus(),
    );
    return () => cancelAnimationFrame(frame);
  }, [starts]);
  return root;
}

/** At the start of a route: whether it takes what no other route takes. */
function FallbackRoute({ step }: { readonly step: Step }) {
  const editor = useEditor();
  const path = pathOfId(editor.blueprint, step.id);
  const list = path && listOf(path);
  if (path === undefined || list === undefined || kindOfList(list) !== 'route' || indexOf(path) !== 0) return null;
  const owner = ownerOf(list);
  const router = owner && stepAt(editor.blueprint, owner);
  if (owner === undefined || router === undefined) return null;
  const route = Number(list.at(-2));
  return (
    <Checkbox
      label="Fallback route"
      description="It takes the bundles that no other route takes."
      checked={fallbackOf(router) === route}
      onChange={(event) => {
        const next = event.currentTarget.checked ? route : undefined;
        editor.apply(
          (blueprint) => {
            const edit = setFallback(blueprint, owner, next);
            return edit.ok ? edit.blueprint : { refused: edit.reason };
          },
          { label: 'Choose the fallback route' },
        );
      }}
    />
  );
}
