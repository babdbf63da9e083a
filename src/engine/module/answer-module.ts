import type { CallContext } from '../../communication/call.ts';
import { createCallState } from '../../communication/round.ts';
import { ConnectorError } from '../../core/errors.ts';
import type { AppModule } from '../../manifest/app.ts';
import type { Responder } from '../../manifest/responder.ts';
import type { Answer } from '../../manifest/respond.ts';

/**
 * What a responder answers with these inputs.
 * @throws ConnectorError `InvalidConfigurationError` for a status no answer can have, and what its expressions raise.
 */
export function answerOf({ label }: AppModule, respond: Responder, context: CallContext): Answer {
  const answer = respond(createCallState('module', context).evaluation);
  if (answer.status >= 200 && answer.status <= 599) return answer;
  throw new ConnectorError(
    'InvalidConfigurationError',
    `"${label}" would answer with the status ${answer.status}, which no answer can have.`,
    { fix: 'Use a status from 200 to 599.' },
  );
}
