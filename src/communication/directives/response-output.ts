import type { CompiledValue } from '../../iml/value.ts';
import type { Directive } from '../directive.ts';
import { gatheredFrom, isNothing } from '../outputs.ts';
import type { Marked } from '../polling.ts';
import type { CallState, Round } from '../round.ts';

/** `response.output` is the shape of the result. */
export const responseOutput: Directive = {
  name: 'response.output',
  summary:
    'The shape of the result, once or per item; the whole body, or the item, when it is absent. Null, false and a missing value mean no output.',
  always: true,
  takesNull: true,
  examples: [
    {
      manifest: {
        url: '/customers/1',
        response: { output: { name: '{{body.first}} {{body.last}}', was: '{{statusCode}}' } },
      },
      given: { answers: [{ body: { first: 'Jo', last: 'Doe' } }] },
      expected: { outputs: [{ name: 'Jo Doe', was: 200 }] },
    },
    { manifest: { url: '/' }, given: { answers: [{ body: { id: 1 } }] }, expected: { outputs: [{ id: 1 }] } },
    { manifest: { url: '/', response: { output: null } }, expected: { outputs: [] } },
    {
      manifest: { url: '/', response: { iterate: '{{body}}', output: '{{item.name}} of {{body.length}}' } },
      given: { answers: [{ body: [{ name: 'a' }] }] },
      expected: { outputs: ['a of '] },
    },
  ],
  compile(raw, context) {
    const output = raw === undefined ? undefined : context.value(raw);
    return {
      emit(round) {
        const { call, elements, marks } = round;
        if (elements !== undefined) {
          const list = marks === undefined ? shape(elements.kept, output, call) : shapeMarked(round, marks, output);
          round.gathered = { list, many: true };
          return;
        }
        const made = gatheredFrom(
          output === undefined ? call.variables['body'] : output.evaluate(call.evaluation),
          false,
        );
        if (made !== undefined) round.gathered = made;
      },
    };
  },
};

/** Items of a polling trigger keep what they are told by; where only that is asked for they are not shaped. */
function shapeMarked(
  { call, elements }: Round,
  marks: NonNullable<Round['marks']>,
  output: CompiledValue | undefined,
): Marked[] {
  const isAsked = call.context.polling?.mode !== 'start';
  const marked = (elements?.kept ?? []).flatMap((item, index) => {
    const mark = marks[index];
    if (mark === undefined) return [];
    call.variables['item'] = item;
    const made = output === undefined ? item : isAsked && output.evaluate(call.evaluation);
    return [{ mark, output: isAsked ? made : undefined, place: mark.place }];
  });
  delete call.variables['item'];
  return marked;
}

function shape(items: readonly unknown[], output: CompiledValue | undefined, call: CallState): unknown[] {
  if (output === undefined) return items.filter((item) => !isNothing(item));
  const shaped: unknown[] = [];
  for (const item of items) {
    call.variables['item'] = item;
    const made = output.evaluate(call.evaluation);
    if (!isNothing(made)) shaped.push(made);
  }
  delete call.variables['item'];
  return shaped;
}
