import { expect, test } from '@jest/globals';
import { outlineOf } from '../../../src/engine/blueprint/outline.ts';
import { APPS } from '../stage.ts';

const named = (name: string) => ({ metadata: { designer: { name } } });

test('lists modules in document order, also those in routes and error handlers, as people called them', () => {
  const flow = [
    { id: 1, module: 'sonar:watchNewCustomer' },
    {
      id: 2,
      module: 'builtin:BasicRouter',
      routes: [
        {
          flow: [
            {
              id: 5,
              module: 'sonar:sendMessage',
              ...named('Say hello'),
              onerror: [{ id: 6, module: 'builtin:Ignore' }],
            },
          ],
        },
        { flow: [{ id: 3, module: 'other:thing' }] },
      ],
    },
  ];
  expect(outlineOf({ name: 'Outline', flow }, APPS)).toEqual({
    trigger: 'instant',
    modules: [
      { id: 1, module: 'sonar:watchNewCustomer', label: 'Watch New Customer' },
      { id: 2, module: 'builtin:BasicRouter', label: 'Router' },
      { id: 5, module: 'sonar:sendMessage', label: 'Say hello' },
      { id: 6, module: 'builtin:Ignore', label: 'Ignore' },
      { id: 3, module: 'other:thing', label: 'other:thing' },
    ],
  });
});

test.each([
  ['util:BasicTrigger', 'data'],
  ['sonar:sendMessage', 'none'],
  ['gateway:CustomWebHook', 'instant'],
  ['no:such', 'none'],
])('a scenario that begins with %s is started by: %s', (module, trigger) => {
  expect(outlineOf({ response: { blueprint: { flow: [{ id: 1, module }] } } }, APPS).trigger).toBe(trigger);
});

test.each([null, 'text', [], {}, { flow: 'none' }, { flow: [] }, { flow: [7, { module: 'sonar:sendMessage' }] }])(
  'what is no list of modules has an empty outline: %j',
  (blueprint) => {
    expect(outlineOf(blueprint, APPS)).toEqual({ modules: [], trigger: 'none' });
  },
);
