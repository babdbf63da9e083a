import { moduleWithoutInterface } from './module-without-interface.ts';
import { attachWithoutDetach } from './attach-without-detach.ts';
import type { Check } from './check.ts';
import { cyclicRpc } from './cyclic-rpc.ts';
import { detachIgnoresWebhook } from './detach-ignores-webhook.ts';
import { duplicateComponent } from './duplicate-component.ts';
import { fieldInBothForms } from './field-in-both-forms.ts';
import { fileName } from './file-name.ts';
import { groupNamesUnknownModule } from './group-names-unknown-module.ts';
import { moduleInSeveralGroups } from './module-in-several-groups.ts';
import { moduleWithoutCommunication } from './module-without-communication.ts';
import { moduleWithoutGroup } from './module-without-group.ts';
import { plainHttp } from './plain-http.ts';
import { requiredWithoutLabel } from './required-without-label.ts';
import { reservedParameter } from './reserved-parameter.ts';
import { sampleNotInInterface } from './sample-not-in-interface.ts';
import { secretLiteral } from './secret-literal.ts';
import { secretNotSanitised } from './secret-not-sanitised.ts';
import { sharedWebhookWithoutUid } from './shared-webhook-without-uid.ts';
import { triggerWithoutWebhook } from './trigger-without-webhook.ts';
import { unknownConnection } from './unknown-connection.ts';
import { unknownConnectionValue } from './unknown-connection-value.ts';
import { unknownFieldKey } from './unknown-field-key.ts';
import { unknownParameter } from './unknown-parameter.ts';
import { unknownRpc } from './unknown-rpc.ts';
import { unknownVariable } from './unknown-variable.ts';
import { unknownWebhook } from './unknown-webhook.ts';

/** Every rule about the files of an app. To add one: a file beside this, and a line here. */
export const CHECKS: readonly Check[] = [
  fileName,
  duplicateComponent,
  moduleWithoutGroup,
  moduleInSeveralGroups,
  groupNamesUnknownModule,
  unknownConnection,
  unknownWebhook,
  unknownRpc,
  cyclicRpc,
  triggerWithoutWebhook,
  moduleWithoutCommunication,
  moduleWithoutInterface,
  sampleNotInInterface,
  attachWithoutDetach,
  sharedWebhookWithoutUid,
  reservedParameter,
  detachIgnoresWebhook,
  fieldInBothForms,
  unknownFieldKey,
  requiredWithoutLabel,
  unknownVariable,
  unknownParameter,
  unknownConnectionValue,
  secretLiteral,
  secretNotSanitised,
  plainHttp,
];
