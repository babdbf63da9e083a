import { z } from 'zod';
import type { Collection } from '../../core/json.ts';
import { refusal, reply } from '../http/reply.ts';
import { composer } from './compose.ts';
import { givenId, outboundRoute } from './outbound-route.ts';
import type { OutboundRoute } from './outbound-route.ts';
import type { Instance } from './outbound-world.ts';
import { whatIsMissing } from './preconditions.ts';
import { recipientsOf } from './recipients.ts';
import { savedMessage, TRIGGER_NAMES, TRIGGERS } from './saved-messages.ts';
import type { TriggerName } from './saved-messages.ts';
import { nothing } from './settings-routes.ts';
import { defaultSendingNumber, takeOn } from './sending.ts';
import { chooseSignature } from './signatures.ts';
import { messageView } from './status-webhooks.ts';

/** Texts an occasion sends by itself: people choose only whether, from which number and with which signature. */
export const TRIGGERED_ROUTES: readonly OutboundRoute[] = [
  outboundRoute(['get', '/triggers', 'the occasions that send a text'], { takes: nothing() }, ({ instance }) =>
    reply(
      200,
      TRIGGER_NAMES.map((name) => triggerView(instance, name)),
    ),
  ),
  outboundRoute(
    ['post', '/triggers', 'switches an occasion on or off, and sets its number and signature'],
    {
      takes: z.strictObject({
        trigger: z.enum(TRIGGER_NAMES),
        enabled: z.boolean().optional(),
        sending_number: z.string().optional(),
        signature_id: givenId.nullable().optional(),
      }),
      needs: ['Update the SMS settings', 'Update the misc. settings'],
    },
    ({ instance }, { trigger, sending_number, ...changes }) => {
      if (sending_number !== undefined && sending_number !== defaultSendingNumber(instance)) {
        return refusal(400, 'sending_number: triggered messages come from the default sending number only');
      }
      const { signature_id } = changes;
      if (typeof signature_id === 'number' && !instance.signatures.some(({ id }) => id === signature_id)) {
        return refusal(404, 'Signature not found');
      }
      const before = settingOf(instance, trigger);
      const after = {
        trigger,
        enabled: changes.enabled ?? before.enabled,
        signature_id: signature_id === undefined ? before.signature_id : signature_id,
      };
      instance.triggers = [...instance.triggers.filter((each) => each.trigger !== trigger), after];
      return reply(200, triggerView(instance, trigger));
    },
  ),
  outboundRoute(
    ['post', '/triggered_messages', 'an occasion comes up for an account or a network site'],
    {
      takes: z.strictObject({ trigger: z.enum(TRIGGER_NAMES), account_id: givenId }),
      needs: ['Create a new SMS message', 'View SMS messages'],
    },
    ({ sonar, instance }, { trigger, account_id }) => {
      const missing = whatIsMissing(instance);
      if (missing !== undefined) return refusal(403, missing);
      const { savedMessage: savedName, entity } = TRIGGERS[trigger];
      const setting = settingOf(instance, trigger);
      if (!setting.enabled) return refusal(403, `The trigger ${trigger} is switched off`);
      const account = instance.accounts.find(({ id, kind }) => id === account_id && kind === entity);
      if (account === undefined)
        return refusal(404, entity === 'account' ? 'Account not found' : 'Network site not found');
      const signature = chooseSignature(instance, setting.signature_id ?? undefined, 'triggered');
      if (typeof signature === 'string') return refusal(400, signature);
      const saved = savedMessage(instance, savedName);
      if (saved === undefined) return refusal(404, 'Saved message not found');
      const { reached, leftOut } = recipientsOf({ outbound: sonar.world.outbound, instance }, [account]);
      const texts = reached.map(composer(instance, { saved, signature }));
      const messages = takeOn(
        sonar,
        instance,
        texts.map((text) => ({ kind: 'triggered', ...text, massMessageId: null })),
      );
      const heldUntil = messages[0]?.held_until ?? null;
      return reply(202, { messages: messages.map(messageView), left_out: leftOut, held_until: heldUntil });
    },
  ),
];

/** Every occasion is on, with the default signature, until people change it. */
function settingOf({ triggers }: Instance, trigger: TriggerName): Instance['triggers'][number] {
  return triggers.find((each) => each.trigger === trigger) ?? { trigger, enabled: true, signature_id: null };
}

function triggerView(instance: Instance, trigger: TriggerName): Collection {
  const { savedMessage: saved_message, entity } = TRIGGERS[trigger];
  return { ...settingOf(instance, trigger), saved_message, entity, sending_number: defaultSendingNumber(instance) };
}
