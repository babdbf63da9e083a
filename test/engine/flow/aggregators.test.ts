import { expect, test } from '@jest/globals';
import { blueprint, note, notesOf, observe, trigger } from '../fixtures.ts';

const people = [
  { name: 'Ada', team: 'a', n: 1 },
  { name: 'Ben', team: 'b', n: 2 },
  { name: 'Cy', team: 'a', n: 4 },
];
const each = { id: 2, module: 'builtin:BasicFeeder', mapper: { array: '{{1.people}}' } };

test('an array aggregator collects during one operation of its feeder and hides what is between', async () => {
  const run = await observe(
    blueprint(
      [
        trigger({ people }, { people: [people[0]] }),
        each,
        note(3, '{{2.name}}'),
        { id: 4, module: 'builtin:BasicAggregator', parameters: { feeder: 2 }, mapper: { who: '{{3.note}}' } },
        note(5, '{{4.__IMTAGGLENGTH__}}:{{join(map(4.array; "who"); "+")}}:{{2.name}}:{{length(1.people)}}'),
      ],
      { strictMapping: false },
    ),
  );
  expect(notesOf(run).filter((text) => String(text).includes(':'))).toEqual(['3:Ada+Ben+Cy::3', '1:Ada::1']);
});

test('an array aggregator groups', async () => {
  const run = await observe(
    blueprint([
      trigger({ people }),
      each,
      {
        id: 3,
        module: 'builtin:BasicAggregator',
        parameters: { feeder: 2 },
        mapper: { name: '{{2.name}}' },
        flags: { groupBy: '{{2.team}}' },
      },
      note(4, '{{3.key}}={{join(map(3.array; "name"); "+")}}'),
    ]),
  );
  expect(notesOf(run)).toEqual(['a=Ada+Cy', 'b=Ben']);
});

test.each([
  [{}, ['0']],
  [{ stopIfEmpty: true }, []],
])('an aggregator of nothing with the flags %j gives %j', async (flags, expected) => {
  const run = await observe(
    blueprint([
      trigger({ people: [] }),
      each,
      { id: 3, module: 'builtin:BasicAggregator', parameters: { feeder: 2 }, mapper: {}, flags },
      note(4, '{{length(3.array)}} '),
    ]),
  );
  expect(notesOf(run).map((text) => String(text).trim())).toEqual(expected);
});

test.each([
  [{ rowSeparator: '\n' }, 'Ada\nBen\nCy'],
  [{ rowSeparator: 'other', otherRowSeparator: ' & ' }, 'Ada & Ben & Cy'],
  [{}, 'AdaBenCy'],
])('a text aggregator with %j gives %j', async (parameters, expected) => {
  const aggregator = {
    id: 3,
    module: 'util:TextAggregator',
    parameters: { feeder: 2, ...parameters },
    mapper: { value: '{{2.name}}' },
  };
  expect(notesOf(await observe(blueprint([trigger({ people }), each, aggregator, note(4, '{{3.text}}')])))).toEqual([
    expected,
  ]);
});

test.each([
  ['sum', 7],
  ['avg', 7 / 3],
  ['count', 3],
  ['min', 1],
  ['max', 4],
])('a numeric aggregator calculates the %s', async (fn, expected) => {
  const aggregator = {
    id: 3,
    module: 'util:FunctionAggregator2',
    parameters: { feeder: 2, fn },
    mapper: { value: '{{2.n}}' },
  };
  const [result] = notesOf(await observe(blueprint([trigger({ people }), each, aggregator, note(4, '{{3.result}}')])));
  expect(result).toBeCloseTo(expected, 12);
});

test('a numeric aggregator refuses what is no number, as an error of its own', async () => {
  const aggregator = {
    id: 3,
    module: 'util:FunctionAggregator2',
    parameters: { feeder: 2, fn: 'sum' },
    mapper: { value: '{{2.name}}' },
  };
  const { outcome } = await observe(blueprint([trigger({ people }), each, aggregator]));
  expect(outcome).toMatchObject({ status: 'error', error: { name: 'DataError', moduleId: 3 } });
});

test('a table aggregator writes rows and columns', async () => {
  const aggregator = {
    id: 3,
    module: 'util:AggregateAggregator',
    parameters: { feeder: 2, columnSeparator: ';', rowSeparator: '\n' },
    mapper: { name: '{{2.name}}', n: '{{2.n}}' },
  };
  const run = await observe(blueprint([trigger({ people }), each, aggregator, note(4, '{{3.text}}')]));
  expect(notesOf(run)).toEqual(['Ada;1\nBen;2\nCy;4']);
});

test('aggregators nest', async () => {
  const run = await observe(
    blueprint([
      trigger({ rows: [{ cells: ['a', 'b'] }, { cells: ['c'] }] }),
      { id: 2, module: 'builtin:BasicFeeder', mapper: { array: '{{1.rows}}' } },
      { id: 3, module: 'builtin:BasicFeeder', mapper: { array: '{{2.cells}}' } },
      {
        id: 4,
        module: 'util:TextAggregator',
        parameters: { feeder: 3, rowSeparator: ',' },
        mapper: { value: '{{3.value}}' },
      },
      {
        id: 5,
        module: 'util:TextAggregator',
        parameters: { feeder: 2, rowSeparator: '|' },
        mapper: { value: '{{4.text}}' },
      },
      note(6, '{{5.text}}'),
    ]),
  );
  expect(notesOf(run)).toEqual(['a,b|c']);
});

test('an aggregator inside a route may collect from a module before the router', async () => {
  const run = await observe(
    blueprint([
      trigger({ n: 'a' }, { n: 'b' }),
      {
        id: 2,
        module: 'builtin:BasicRouter',
        routes: [
          {
            flow: [
              {
                id: 3,
                module: 'util:TextAggregator',
                parameters: { feeder: 1, rowSeparator: '+' },
                mapper: { value: '{{1.n}}' },
              },
              note(4, 'all {{3.text}}'),
            ],
          },
          { flow: [note(5, 'one {{1.n}}')] },
        ],
      },
    ]),
  );
  expect(notesOf(run)).toEqual(['one a', 'one b', 'all a+b']);
});

test('two aggregators may share a feeder', async () => {
  const aggregator = (id: number, value: string) => ({
    id,
    module: 'util:TextAggregator',
    parameters: { feeder: 2, rowSeparator: ',' },
    mapper: { value },
  });
  const router = {
    id: 3,
    module: 'builtin:BasicRouter',
    routes: [
      { flow: [aggregator(4, '{{2.name}}'), note(5, '{{4.text}}')] },
      { flow: [aggregator(6, '{{2.n}}'), note(7, '{{6.text}}')] },
    ],
  };
  expect(notesOf(await observe(blueprint([trigger({ people }), each, router])))).toEqual(['Ada,Ben,Cy', '1,2,4']);
});

test('an aggregator without a source fails when a bundle reaches it', async () => {
  const aggregator = { id: 3, module: 'util:TextAggregator', parameters: { feeder: 42 }, mapper: { value: 'x' } };
  const { outcome } = await observe(blueprint([trigger({}), aggregator]));
  expect(outcome).toMatchObject({ status: 'error', error: { name: 'InvalidConfigurationError', moduleId: 3 } });
});
