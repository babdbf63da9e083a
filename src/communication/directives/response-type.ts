import { ConnectorError } from '../../core/errors.ts';
import { isCollection } from '../../core/json.ts';
import { pointerTo } from '../../core/source.ts';
import { didYouMean } from '../../core/suggest.ts';
import { decodeBody, isResponseType, type ResponseType } from '../../http/decode.ts';
import { textOf } from '../../iml/coerce.ts';
import type { CompiledValue } from '../../iml/value.ts';
import { byStatus, isStatusKey } from '../by-status.ts';
import type { CompileContext, Directive } from '../directive.ts';

/** `response.type` is how the answer is read; here the answer becomes `body`, `headers` and `statusCode`. */
export const responseType: Directive = {
  name: 'response.type',
  summary:
    'How the answer is read: automatic (default, by its content type), json, urlencoded, xml, text (also string, raw) or binary; or one type per status, range such as 400-499, or *.',
  always: true,
  examples: [
    {
      manifest: { url: '/', response: { type: 'text' } },
      given: { answers: [{ body: { id: 1 } }] },
      expected: { outputs: ['{"id":1}'] },
    },
    {
      manifest: { url: '/', response: { type: { '*': 'json', '200-299': 'text', '201': 'json' } } },
      given: { answers: [{ status: 201, body: { id: 1 } }] },
      expected: { outputs: [{ id: 1 }] },
    },
    {
      manifest: { url: '/', response: { type: 'xml', output: '{{body.root[].item[]._attributes.id}}' } },
      given: { answers: [{ body: '<root><item id="7">a</item></root>' }] },
      expected: { outputs: ['7'] },
    },
    {
      manifest: { url: '/', response: { type: { '2xx': 'json' } } },
      expected: { problems: [{ pointer: '/response/type/2xx', code: 'INVALID_DIRECTIVE' }] },
    },
  ],
  compile(raw, context) {
    const types = raw === undefined ? undefined : compileTypes(raw, context);
    return {
      receive({ call, response }) {
        if (response === undefined) return;
        const type = types?.of(response.status)?.evaluate(call.evaluation);
        const { variables } = call;
        variables['statusCode'] = response.status;
        variables['headers'] = response.headers;
        variables['body'] = decodeBody(response, responseTypeOf(textOf(type)));
      },
    };
  },
};

function compileTypes(raw: unknown, context: CompileContext): ReturnType<typeof byStatus<CompiledValue>> {
  const entries = isCollection(raw) ? Object.entries(raw) : [['*', raw] as const];
  return byStatus(
    entries.map(([key, name]) => {
      const at = isCollection(raw) ? pointerTo('', key) : '';
      if (!isStatusKey(key)) {
        context.report({ at, code: 'INVALID_DIRECTIVE', message: `"${key}" is not a status, a range or *.` });
      }
      const value = context.value(name, at);
      if (value.isStatic && !isResponseType(String(name))) {
        context.report({ at, code: 'INVALID_DIRECTIVE', message: unknownType(String(name)) });
      }
      return [key, value] as const;
    }),
  );
}

function responseTypeOf(name: string): ResponseType {
  if (name === '') return 'automatic';
  if (isResponseType(name)) return name;
  throw new ConnectorError('InvalidConfigurationError', unknownType(name));
}

function unknownType(name: string): string {
  return `"${name}" is not a type of answer.${didYouMean(name, ['automatic', 'json', 'urlencoded', 'xml', 'text', 'binary'])}`;
}
