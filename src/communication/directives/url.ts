import { isCollection } from '../../core/json.ts';
import { compileAddress } from '../address.ts';
import type { CompileContext, Directive } from '../directive.ts';

/** What every request says of itself. */
const PLAIN_HEADERS: ReadonlySet<string> = new Set(['accept', 'accept-language', 'content-type', 'user-agent']);

/**
 * Whether nothing that may be secret goes out with the request, so that no harm is done wherever it goes: nothing of
 * the connection, and no text the author wrote out, which may be a key as well.
 */
function carriesNothing(url: string, context: CompileContext): boolean {
  const { kind, request, trust } = context;
  const [headers, qs] = [sent(context, 'headers'), sent(context, 'qs')];
  const whole = [url, request['body'], request['aws'], request['oauth'], request['ca'], ...headers, ...qs];
  const written = [...headers.map(withoutPlainHeaders), ...qs, request['body'], url.split('?').slice(1)];
  return (
    kind !== 'connection' &&
    !trust.mayCarry(whole.filter((part) => part !== undefined)) &&
    !written.some(holdsWrittenText)
  );
}

function sent(context: CompileContext, name: 'headers' | 'qs'): readonly unknown[] {
  return context
    .layers(name)
    .filter(({ replaced }) => !replaced)
    .map(({ raw }) => raw);
}

function withoutPlainHeaders(headers: unknown): unknown {
  if (!isCollection(headers)) return headers;
  return Object.entries(headers).flatMap(([name, value]) => (PLAIN_HEADERS.has(name.toLowerCase()) ? [] : [value]));
}

/** Whether text stands in a value outside of expressions, at any depth. */
function holdsWrittenText(raw: unknown): boolean {
  if (typeof raw === 'string') return /\S/.test(raw.replaceAll(/\{\{.*?\}\}/gs, ''));
  if (Array.isArray(raw)) return raw.some(holdsWrittenText);
  return isCollection(raw) && Object.values(raw).some(holdsWrittenText);
}

/** `url` is where the request goes; without one nothing is sent and only the directives of the response run. */
export const url: Directive = {
  name: 'url',
  summary:
    'The path below baseUrl, or a whole address. Values in it are percent-encoded by the place they stand in and cannot leave the base.',
  examples: [
    {
      manifest: { url: '/customers/{{parameters.name}}/notes?tag={{parameters.tag}}' },
      given: { variables: { parameters: { name: 'a/b c', tag: 'x&y' } } },
      expected: { requests: [{ url: 'https://api.example.com/customers/a%2Fb%20c/notes?tag=x%26y' }] },
    },
    {
      manifest: { url: '/{{parameters.url}}' },
      given: { variables: { parameters: { url: '/v1/customers?page=2' } } },
      expected: { requests: [{ url: 'https://api.example.com/v1/customers?page=2' }] },
    },
    {
      manifest: { url: '/customers/{{encodeURL(parameters.name)}}' },
      given: { variables: { parameters: { name: 'a/b' } } },
      expected: { requests: [{ url: 'https://api.example.com/customers/a%2Fb' }] },
    },
    {
      manifest: { url: '{{parameters.url}}', headers: { 'X-Token': '{{connection.token}}' } },
      given: { variables: { parameters: { url: 'https://evil.example.org/' } } },
      expected: { requests: [], error: { name: 'RequestRefusedError', message: 'same origin' } },
    },
    {
      manifest: { url: '{{parameters.url}}', headers: '{{emptyobject}}' },
      given: { variables: { parameters: { url: 'https://files.example.org/a.png' } } },
      expected: { requests: [{ url: 'https://files.example.org/a.png' }] },
    },
    {
      manifest: { response: { output: { given: '{{parameters.name}}' } } },
      given: { variables: { parameters: { name: 'no url, nothing sent' } } },
      expected: { requests: [], outputs: [{ given: 'no url, nothing sent' }] },
    },
  ],
  compile(raw, context) {
    if (typeof raw !== 'string') {
      context.report({ code: 'INVALID_DIRECTIVE', message: 'url must be a text.' });
      return {};
    }
    return { address: compileAddress(context.template(raw), context.trust, carriesNothing(raw, context)) };
  },
};
