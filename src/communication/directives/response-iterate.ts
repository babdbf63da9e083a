import { isCollection } from '../../core/json.ts';
import type { CompiledValue } from '../../iml/value.ts';
import type { Expression } from '../../iml/template.ts';
import type { CompileContext, Directive } from '../directive.ts';
import type { CallState } from '../round.ts';

/** `response.iterate` turns one answer into many items; `output` then runs once per item. */
export const responseIterate: Directive = {
  name: 'response.iterate',
  summary:
    'Names the array in the answer whose elements become items, alone or as { container, condition }; a single value counts as one element, a missing one as none.',
  examples: [
    {
      manifest: { url: '/customers', response: { iterate: '{{body.customers}}', output: { id: '{{item.id}}' } } },
      given: { answers: [{ body: { customers: [{ id: 1 }, { id: 2 }] } }] },
      expected: { outputs: [{ id: 1 }, { id: 2 }] },
    },
    {
      manifest: {
        url: '/customers',
        response: { iterate: { container: '{{body.customers}}', condition: '{{item.subscribed}}' } },
      },
      given: {
        answers: [
          {
            body: {
              customers: [
                { id: 1, subscribed: true },
                { id: 2, subscribed: false },
              ],
            },
          },
        ],
      },
      expected: { outputs: [{ id: 1, subscribed: true }] },
    },
    {
      manifest: { url: '/customers', response: { iterate: 'body.customers' } },
      given: { answers: [{ body: { customers: [{ id: 1 }] } }] },
      expected: { outputs: [{ id: 1 }] },
    },
    {
      manifest: { url: '/customers', response: { iterate: '{{body.missing}}' } },
      expected: { outputs: [] },
    },
  ],
  compile(raw, context) {
    const inside = isCollection(raw);
    const settings = inside ? raw : { container: raw };
    context.checkKeys(settings, ['container', 'condition']);
    const container = compileContainer(settings['container'], inside ? '/container' : '', context);
    const condition = settings['condition'];
    const test = condition === undefined ? undefined : context.value(condition, '/condition');
    return {
      emit(round) {
        const { call } = round;
        const found = elementsOf(container.evaluate(call.evaluation));
        call.variables['iterate'] = { container: { first: found[0], last: found.at(-1) } };
        round.elements = { found: found.length, kept: test === undefined ? found : select(found, test, call) };
      },
    };
  },
};

/** Without braces it is a path all the same, as older apps write it. */
function compileContainer(raw: unknown, at: string, context: CompileContext): CompiledValue | Expression {
  const isPath = typeof raw === 'string' && raw.trim() !== '' && !raw.includes('{{');
  return isPath ? context.expression(raw, at) : context.value(raw, at);
}

function elementsOf(value: unknown): readonly unknown[] {
  if (value === undefined || value === null || value === '') return [];
  return Array.isArray(value) ? value : [value];
}

function select(
  found: readonly unknown[],
  test: CompiledValue,
  { variables, evaluation }: CallState,
): readonly unknown[] {
  const kept = found.filter((item) => {
    variables['item'] = item;
    return Boolean(test.evaluate(evaluation));
  });
  delete variables['item'];
  return kept;
}
