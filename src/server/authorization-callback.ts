import type { Express } from 'express';
import { toConnectorError } from '../core/errors.ts';
import { type AuthorisationView, queryOf } from '../vault/authorisations.ts';
import { CALLBACK_PATH } from '../vault/callback-url.ts';
import type { ServerContext } from './parts.ts';

/** What a browser says of itself may be long, but not endless. */
const LONGEST_QUERY = 8192;

/**
 * Where services send browsers back to after a person was asked. Reached under the public address too: whoever comes
 * must bring a state that was made for one browser, works once and ends after ten minutes.
 */
export function mountAuthorizationCallback(app: Express, { vault, log }: ServerContext): void {
  app.get(`${CALLBACK_PATH}:app`, async (request, response) => {
    response.locals['route'] = `${CALLBACK_PATH}{app}`;
    response.set('Cache-Control', 'no-store');
    const search = request.url.split('?')[1] ?? '';
    const name = request.params['app'];
    const outcome = await outcomeOf(() => vault.finishAuthorisation(name, queryOf(search.slice(0, LONGEST_QUERY))));
    if (outcome.status !== 200) log.warn('an authorisation failed', { app: name, why: outcome.text });
    response.status(outcome.status).type('html').send(pageOf(outcome));
  });
}

interface Outcome {
  readonly status: number;
  readonly title: string;
  readonly text: string;
}

async function outcomeOf(finish: () => Promise<AuthorisationView>): Promise<Outcome> {
  try {
    const { error } = await finish();
    if (error !== null) return { status: 400, title: 'Not connected', text: `${error.message} ${error.fix}` };
    return { status: 200, title: 'Connected', text: 'You can close this window and go back to Sonar Connect.' };
  } catch (thrown) {
    const { message, fix } = toConnectorError(thrown);
    return { status: 400, title: 'Not connected', text: `${message} ${fix}` };
  }
}

/** Text of services stands here: it is shown as text. */
function pageOf({ title, text }: Outcome): string {
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>${title} – Sonar Connect</title></head>
<body>
<main>
<h1>${title}</h1>
<p>${escapeHtml(text)}</p>
</main>
</body>
</html>
`;
}

function escapeHtml(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => `&#${character.codePointAt(0) ?? 0};`);
}
