import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { appQuery } from '../api/apps.ts';
import type { CatalogueModule } from '../builder/catalogue.ts';
import type { Step } from '../model/blueprint.ts';
import { ownWebhookOf } from '../model/custom-webhook.ts';
import type { FormField } from '../model/form-field.ts';
import { ConnectionPicker } from './connection-picker.tsx';
import { FallbackRoute } from './fallback-route.tsx';
import { partsOfName } from './module-forms.ts';
import { formPrefix, StepForm } from './step-form.tsx';
import { TriggerStart } from './trigger-start.tsx';
import { WebhookPicker } from './webhook-picker.tsx';

/** Fields that have a control of their own. */
const ELSEWHERE: ReadonlySet<unknown> = new Set(['route', 'webhook']);

/** The connection or webhook of a module, and its fields. */
export function SettingsTab({
  step,
  module,
  component,
  fields,
  isBuiltIn,
  opened,
  showsAll,
}: {
  readonly step: Step;
  readonly module: CatalogueModule | undefined;
  /** The connection component it needs. */
  readonly component: string | undefined;
  readonly fields: readonly FormField[];
  readonly isBuiltIn: boolean;
  readonly opened: string | undefined;
  readonly showsAll: boolean;
}) {
  const hasNothing = component === undefined && module?.webhook === undefined && fields.length === 0;
  return (
    <StepForm
      step={step}
      hasMandatory={component !== undefined || fields.some(({ required }) => required)}
      fields={fields.filter(({ raw }) => !ELSEWHERE.has(raw['semantic']))}
      isBuiltIn={isBuiltIn}
      opened={opened}
      showsAll={showsAll}
    >
      {component !== undefined && (
        <ConnectionPicker
          step={step}
          component={component}
          id={`${formPrefix(step.id)}-connection`}
          showsProblem={showsAll || opened === '/parameters/__IMTCONN__'}
        />
      )}
      <TriggerParts step={step} module={module} needsConnection={component !== undefined} isBuiltIn={isBuiltIn} />
      <FallbackRoute step={step} />
      {hasNothing && <Text c="dimmed">This module has no settings.</Text>}
    </StepForm>
  );
}

/** What a trigger listens to, or where it starts. */
function TriggerParts({
  step,
  module,
  needsConnection,
  isBuiltIn,
}: {
  readonly step: Step;
  readonly module: CatalogueModule | undefined;
  readonly needsConnection: boolean;
  readonly isBuiltIn: boolean;
}) {
  if (module?.webhook !== undefined) {
    const id = `${formPrefix(step.id)}-webhook`;
    return <WebhookPicker step={step} webhook={module.webhook} needsConnection={needsConnection} id={id} />;
  }
  return module?.kind === 'trigger' && !isBuiltIn ? <TriggerStart step={step} /> : null;
}

/** The connection a module needs: its own, or that of its webhook. */
export function useConnectionComponent(step: Step, module: CatalogueModule | undefined): string | undefined {
  const { app } = partsOfName(step.module);
  const isOfApp = ownWebhookOf(step.module) === undefined;
  const isNeeded = isOfApp && module?.webhook !== undefined && module.connection === undefined;
  const detail = useQuery({ ...appQuery(app), enabled: isNeeded }).data;
  return module?.connection ?? detail?.webhooks.find(({ name }) => name === module?.webhook)?.connection;
}
