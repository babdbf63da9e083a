import { ownValue, type Collection } from '../../core/json.ts';
import { Secret } from '../../core/secret.ts';
import { isEmpty, textOf } from '../../iml/coerce.ts';
import { headerEntries } from './name-value.ts';

const CREDENTIAL_HEADERS = /authorization|token|api-?key|secret|cookie/i;
/** A scheme such as `Bearer` before the credential itself. */
const SCHEME = /^(?:basic|bearer|token|apikey)\s+/i;

/** What an HTTP module is given to prove who it is: it must not be shown. */
export function credentialsOf(input: Collection): readonly Secret[] {
  const headers = headerEntries(ownValue(input, 'headers')).filter(([name]) => CREDENTIAL_HEADERS.test(name));
  const password = textOf(ownValue(input, 'authPass'));
  const texts = [password, ...headers.map(([, value]) => value.replace(SCHEME, ''))];
  return texts.filter((text) => text !== '').map((text) => new Secret(text));
}

/** The header of basic authentication, when a user is named. */
export function basicAuth(input: Collection): Record<string, string> {
  const user = ownValue(input, 'authUser');
  if (isEmpty(user)) return {};
  const pair = `${textOf(user)}:${textOf(ownValue(input, 'authPass'))}`;
  return { Authorization: `Basic ${Buffer.from(pair, 'utf8').toString('base64')}` };
}
