import type { Run } from './run-state.ts';
import type { WebhookReply } from './webhook-reply.ts';

/** Answers whoever called the webhook that started the run; the first answer counts. */
export function giveReply(reply: WebhookReply, run: Run): void {
  if (run.reply !== null) return;
  run.reply = reply;
  run.context.onReply?.(reply);
}
