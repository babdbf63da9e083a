import { Tabs } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import type { KeyboardEvent, ReactNode } from 'react';
import type { ModuleForm } from '../builder/catalogue.ts';
import { useEditor } from '../builder/editor.ts';
import type { SettingsTab as TabName } from '../builder/editor.ts';
import { MappingPlace } from '../mapping/mapping-place.tsx';
import type { Step } from '../model/blueprint.ts';
import { isEscape, isInside } from '../ui/closes-by-escape.ts';
import { readFields } from '../model/form-field.ts';
import { ErrorHandlerTab } from './error-handler-tab.tsx';
import { fieldIds } from './field-frame.tsx';
import { FilterTab } from './filter-tab.tsx';
import type { ModuleSettingsProps } from './settings-props.ts';
import classes from './module-settings.module.css';
import { RawTab } from './raw-tab.tsx';
import { RequestTab } from './request-tab.tsx';
import { SettingsFooter } from './settings-footer.tsx';
import { SettingsHead } from './settings-head.tsx';
import { SettingsTab, useConnectionComponent } from './settings-tab.tsx';
import { useSingleRun } from './single-run.ts';
import { formPrefix } from './step-form.tsx';
import { tabsOf } from './tabs-of.ts';
import { useMissing } from './use-missing.ts';

/** Head, tabs and foot of the settings, once the fields are known. */
export function OpenSettings({
  step,
  form,
  isBuiltIn,
  tab,
  field,
  onTab,
  onClose,
}: Omit<ModuleSettingsProps, 'stepId' | 'tab'> & {
  readonly step: Step;
  readonly form: ModuleForm;
  readonly isBuiltIn: boolean;
  readonly tab: TabName;
  readonly onTab: (tab: TabName) => void;
}) {
  const { blueprint, catalogue } = useEditor();
  const module = catalogue.find(step.module);
  const root = useRef<HTMLDivElement>(null);
  const [showsAll, setShowsAll] = useState(false);
  const run = useSingleRun(step, isBuiltIn);
  const component = useConnectionComponent(step, module);
  const fields = [...readFields(form.parameters, 'parameters'), ...readFields(form.mappable, 'mapper')];
  const missing = useMissing(step, fields, component);
  const opened = field === undefined ? undefined : `/${field.replaceAll('.', '/')}`;
  const tabs = tabsOf(blueprint, step, module);
  const shown = tabs.some(({ value }) => value === tab) ? tab : 'settings';
  useFocusOn(opened === undefined ? undefined : fieldIds(formPrefix(step.id), opened).id);
  const confirm = (): void => {
    if (missing.length === 0 || showsAll) onClose();
    else setShowsAll(true);
  };
  const content: Readonly<Record<TabName, ReactNode>> = {
    settings: <SettingsTab {...{ step, module, component, fields, isBuiltIn, opened, showsAll }} />,
    filter: <FilterTab step={step} />,
    'error-handler': <ErrorHandlerTab step={step} />,
    request: <RequestTab step={step} run={run} />,
    raw: <RawTab step={step} />,
  };
  return (
    // Keys for the whole of it: Escape closes, Ctrl and Enter confirm.
    <div
      ref={root}
      role="presentation"
      className={classes['settings']}
      onKeyDown={(event) => {
        const act = isInside(event) ? keyAction(event, { confirm, close: onClose }) : undefined;
        if (act === undefined) return;
        event.preventDefault();
        event.stopPropagation();
        act();
      }}
    >
      <SettingsHead step={step} module={module} onClose={onClose} />
      <Tabs
        value={shown}
        keepMounted={false}
        className={classes['tabs'] ?? ''}
        onChange={(value) => onTab((value ?? 'settings') as TabName)}
      >
        <Tabs.List className={classes['tabList'] ?? ''}>
          {tabs.map(({ value, label }) => (
            <Tabs.Tab key={value} value={value}>
              {label}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value={shown} className={classes['panel'] ?? ''}>
          {content[shown]}
        </Tabs.Panel>
      </Tabs>
      <MappingPlace settings={root} />
      <SettingsFooter
        step={step}
        missing={showsAll ? missing : []}
        onMissing={() => onTab('settings')}
        onConfirm={confirm}
        onClose={onClose}
        onRun={
          shown !== 'request' && tabs.some(({ value }) => value === 'request')
            ? () => {
                onTab('request');
                run.mutate();
              }
            : undefined
        }
      />
    </div>
  );
}

function keyAction(
  event: KeyboardEvent<HTMLElement>,
  { confirm, close }: { readonly confirm: () => void; readonly close: () => void },
): (() => void) | undefined {
  if (event.key === 'Enter') return event.ctrlKey || event.metaKey ? confirm : undefined;
  return isEscape(event) ? close : undefined;
}

/** Puts the focus on the field people were sent to. */
function useFocusOn(id: string | undefined): void {
  useEffect(() => {
    if (id === undefined) return;
    // A problem may lie inside a field that stands for several values.
    const parts = id.split('-');
    const ids = parts.map((_, index) => parts.slice(0, parts.length - index).join('-'));
    const target = ids.map((one) => document.querySelector<HTMLElement>(`#${CSS.escape(one)}`)).find(Boolean);
    target?.focus();
  }, [id]);
}
