import { Alert } from '@mantine/core';
import { useState } from 'react';
import { useEditor } from '../builder/editor.ts';
import type { SettingsTab } from '../builder/editor.ts';
import { MappingProvider } from '../mapping/mapping-provider.tsx';
import type { Step } from '../model/blueprint.ts';
import { directiveOf } from '../model/directives.ts';
import { handlerOf } from '../model/error-handler.ts';
import { pathOfId, stepAt } from '../model/step-path.ts';
import { Loading } from '../ui/loading.tsx';
import { Trouble } from '../ui/trouble.tsx';
import { useModuleForms } from './module-forms.ts';
import { OpenSettings } from './open-settings.tsx';
import type { ModuleSettingsProps } from './settings-props.ts';

/** The settings of one module: its form, its filter, its error handler, its request. */
export default function ModuleSettings(props: ModuleSettingsProps) {
  const { blueprint } = useEditor();
  const path = pathOfId(blueprint, props.stepId);
  const step = path && stepAt(blueprint, path);
  return step === undefined ? null : <Settings {...props} step={step} />;
}

function Settings({ step, tab: asked, ...props }: ModuleSettingsProps & { readonly step: Step }) {
  const { catalogue } = useEditor();
  const [tab, setTab] = useState<SettingsTab>(asked ?? 'settings');
  const [before, setBefore] = useState(asked);
  if (before !== asked) {
    setBefore(asked);
    if (asked !== undefined) setTab(asked);
  }
  const loaded = useModuleForms([step.module]).get(step.module);
  if (loaded?.form === undefined) {
    if (catalogue.isComplete && catalogue.find(step.module) === undefined) return <UnknownModule name={step.module} />;
    if (loaded?.error) return <Trouble error={loaded.error} onRetry={loaded.retry} />;
    return <Loading label="Loading the fields" />;
  }
  return (
    <MappingProvider stepId={mappedStep(step, tab)}>
      <OpenSettings {...props} step={step} form={loaded.form} isBuiltIn={loaded.isBuiltIn} tab={tab} onTab={setTab} />
    </MappingProvider>
  );
}

/** The fields of an error handler are mapped from where the handler stands. */
function mappedStep(step: Step, tab: SettingsTab): number {
  const end = handlerOf(step).at(-1);
  return tab === 'error-handler' && end !== undefined && directiveOf(end.module) !== undefined ? end.id : step.id;
}

function UnknownModule({ name }: { readonly name: string }) {
  return (
    <Alert color="yellow" title={`Unknown module ${name}`} m="md">
      Install its app, or replace it with another module. Its settings are kept as they are.
    </Alert>
  );
}
