import { expect, test } from '@jest/globals';
import { checkApp } from '../../src/manifest/check-app.ts';
import { type Files, inFolder, smallApp } from './small-app.ts';

/** One mistake put into the small app, and where and how it must be found. */
interface Seed {
  readonly mistake: string;
  readonly file: string;
  /** The text to replace (once), and what stands there instead; or the whole new text of the file. */
  readonly change: readonly [string, string] | string;
  readonly code: string;
  /** File of the finding, when it is another one. */
  readonly at?: string;
  /** A text of the changed file whose first character is the place of the finding. */
  readonly place?: string;
  readonly says?: RegExp;
  readonly fix: RegExp;
  readonly severity?: 'warning';
}

const GET = 'modules/get-thing.json';
const WATCH = 'modules/watch-new-thing.json';
const HOOK = 'webhooks/new-thing.json';
const CONNECTION = 'connections/acme.json';
const MANIFEST = 'manifest.json';

const SEEDS: readonly Seed[] = [
  {
    mistake: 'a missing comma',
    file: GET,
    change: ['"label": "Get a Thing",', '"label": "Get a Thing"'],
    code: 'JSON_SYNTAX',
    place: '"description"',
    says: /comma is missing/,
    fix: /Correct the JSON/,
  },
  {
    mistake: 'a key that stands twice',
    file: GET,
    change: ['"actionCrud": "read",', '"label": "Again",'],
    code: 'DUPLICATE_KEY',
    place: '"label": "Again"',
    fix: /Keep one/,
  },
  {
    mistake: 'a misspelt key of a module',
    file: GET,
    change: ['"mappableParams"', '"mapableParams"'],
    code: 'UNKNOWN_KEY',
    place: '"mapableParams"',
    says: /Did you mean "mappableParams"/,
    fix: /Remove it, or use one of/,
  },
  {
    mistake: 'a module without a label',
    file: GET,
    change: ['"label": "Get a Thing",', ''],
    code: 'MISSING_KEY',
    says: /has no "label"/,
    fix: /Add "label": name for people/,
  },
  {
    mistake: 'an unknown module type',
    file: GET,
    change: ['"moduleType": "action"', '"moduleType": "acton"'],
    code: 'UNKNOWN_VALUE',
    place: '"acton"',
    says: /Did you mean "action"/,
    fix: /Use one of: trigger/,
  },
  {
    mistake: 'an unknown kind of change',
    file: GET,
    change: ['"actionCrud": "read"', '"actionCrud": "raed"'],
    code: 'UNKNOWN_VALUE',
    place: '"raed"',
    fix: /create, read, update, delete/,
  },
  {
    mistake: 'a value of the wrong type',
    file: GET,
    change: ['"required": true', '"required": "yes"'],
    code: 'WRONG_TYPE',
    place: '"yes"',
    fix: /true or false/,
  },
  {
    mistake: 'a file that is not named like its module',
    file: GET,
    change: ['"name": "getThing"', '"name": "getThings"'],
    code: 'FILE_NAME',
    place: '"getThings"',
    fix: /get-things\.json/,
  },
  {
    mistake: 'a module in no group',
    file: MANIFEST,
    change: [', "getThing"]', ']'],
    code: 'MODULE_WITHOUT_GROUP',
    at: GET,
    place: '"getThing"',
    fix: /manifest\.json/,
  },
  {
    mistake: 'a module in two groups',
    file: MANIFEST,
    change: ['"getThing"] }', '"getThing"] }, { "label": "Other", "modules": [ "getThing" ] }'],
    code: 'MODULE_IN_SEVERAL_GROUPS',
    place: '"getThing" ]',
    fix: /one group/,
  },
  {
    mistake: 'a group that lists an unknown module',
    file: MANIFEST,
    change: ['"getThing"]', '"getThing", "getThin"]'],
    code: 'UNKNOWN_MODULE',
    place: '"getThin"]',
    says: /Did you mean "getThing"/,
    fix: /Correct the name/,
  },
  {
    mistake: 'an unknown connection',
    file: GET,
    change: ['"connection": "acme"', '"connection": "acne"'],
    code: 'UNKNOWN_CONNECTION',
    place: '"acne"',
    says: /Did you mean "acme"/,
    fix: /Use one of: acme/,
  },
  {
    mistake: 'an unknown webhook',
    file: WATCH,
    change: ['"webhook": "newThing"', '"webhook": "newThings"'],
    code: 'UNKNOWN_WEBHOOK',
    place: '"newThings"',
    says: /Did you mean "newThing"/,
    fix: /Use one of: newThing/,
  },
  {
    mistake: 'an unknown RPC',
    file: GET,
    change: ['rpc://listTags', 'rpc://listTag'],
    code: 'UNKNOWN_RPC',
    place: '"rpc://listTag"',
    says: /Did you mean "listTags"/,
    fix: /Use one of: listTags/,
  },
  {
    mistake: 'an instant trigger without a webhook',
    file: WATCH,
    change: ['"webhook": "newThing",', ''],
    code: 'TRIGGER_WITHOUT_WEBHOOK',
    place: '"instant_trigger"',
    fix: /Add "webhook"/,
  },
  {
    mistake: 'two fields of one name',
    file: GET,
    change: ['"name": "language"', '"name": "thingId"'],
    code: 'FIELD_DUPLICATE',
    place: '{ "name": "thingId", "type": "select"',
    fix: /Remove or rename/,
  },
  {
    mistake: 'an unknown field type',
    file: GET,
    change: ['"name": "thingId", "type": "text"', '"name": "thingId", "type": "txt"'],
    code: 'FIELD_TYPE_UNKNOWN',
    place: '"txt"',
    says: /Did you mean "text"/,
    fix: /Use one of/,
  },
  {
    mistake: 'a misspelt key of a field',
    file: GET,
    change: ['"required": true', '"requird": true'],
    code: 'UNKNOWN_FIELD_KEY',
    place: '"requird"',
    says: /Did you mean "required"/,
    fix: /Correct or remove/,
    severity: 'warning',
  },
  {
    mistake: 'a select without options',
    file: GET,
    change: ['"options": [{ "label": "English", "value": "EN" }]', '"options": []'],
    code: 'FIELD_OPTIONS',
    place: '{ "name": "language"',
    fix: /List its options/,
  },
  {
    mistake: 'a required field without a label',
    file: GET,
    change: ['"label": "Thing ID", ', ''],
    code: 'REQUIRED_WITHOUT_LABEL',
    place: '{ "name": "thingId"',
    fix: /Add a "label"/,
  },
  {
    mistake: 'a sample the interface does not declare',
    file: GET,
    change: ['"samples": { "id": "t1" }', '"samples": { "idd": "t1" }'],
    code: 'SAMPLE_NOT_IN_INTERFACE',
    place: '"idd"',
    says: /Did you mean "id"/,
    fix: /Declare it/,
    severity: 'warning',
  },
  {
    mistake: 'a token written into a header',
    file: MANIFEST,
    change: ['"{{connection.apiToken}}"', '"a1B2c3D4e5F6g7H8i9J0k1L2m3"'],
    code: 'SECRET_LITERAL',
    place: '"a1B2c3D4e5F6g7H8i9J0k1L2m3"',
    fix: /type password/,
  },
  {
    mistake: 'a secret that would be logged',
    file: MANIFEST,
    change: ['["request.headers.x-token"]', '[]'],
    code: 'SECRET_NOT_SANITISED',
    place: '"{{connection.apiToken}}"',
    fix: /request\.headers\.x-token/,
  },
  {
    mistake: 'an action without an interface',
    file: GET,
    change: ['"interface": [\n    { "name": "id", "type": "text", "label": "ID" }\n  ],', ''],
    code: 'MODULE_WITHOUT_INTERFACE',
    fix: /Add "interface"/,
    severity: 'warning',
  },
  {
    mistake: 'an attach without a detach',
    file: HOOK,
    change: ['"detach": { "method": "DELETE", "url": "/hooks/{{webhook.externalId}}" },', ''],
    code: 'ATTACH_WITHOUT_DETACH',
    place: '"attach"',
    fix: /Add "detach"/,
  },
  {
    mistake: 'a detach that does not say which hook',
    file: HOOK,
    change: ['/hooks/{{webhook.externalId}}', '/hooks'],
    code: 'DETACH_IGNORES_WEBHOOK',
    place: '"detach"',
    fix: /webhook\.externalId/,
    severity: 'warning',
  },
  {
    mistake: 'a misspelt variable',
    file: GET,
    change: ['lower(parameters.language)', 'lower(parameter.language)'],
    code: 'UNKNOWN_VARIABLE',
    place: 'parameter.language',
    says: /Did you mean "parameters"/,
    fix: /Use a variable of this place/,
  },
  {
    mistake: 'a parameter that no field gives',
    file: GET,
    change: ['encodeURL(parameters.thingId)', 'encodeURL(parameters.thingID2)'],
    code: 'UNKNOWN_PARAMETER',
    place: 'parameters.thingID2',
    says: /Did you mean "thingId"/,
    fix: /Use one of: thingId, language, tag/,
  },
  {
    mistake: 'a value the connection does not have',
    file: GET,
    change: ['"lang": "{{lower(', '"region": "{{connection.region}}", "lang": "{{lower('],
    code: 'UNKNOWN_CONNECTION_VALUE',
    place: 'connection.region',
    fix: /Use one of: apiToken/,
  },
  {
    mistake: 'an unknown function',
    file: GET,
    change: ['lower(parameters', 'lowr(parameters'],
    code: 'IML_UNKNOWN_FUNCTION',
    place: 'lowr(',
    says: /lower/,
    fix: /\S/,
  },
  {
    mistake: 'an unknown function in the base',
    file: MANIFEST,
    change: ['"{{body.error}}"', '"{{uper(body.error)}}"'],
    code: 'IML_UNKNOWN_FUNCTION',
    place: 'uper(',
    fix: /\S/,
  },
  {
    mistake: 'an expression that is not closed',
    file: HOOK,
    change: ['"{{body.uuid}}"', '"{{body.uuid"'],
    code: 'IML_SYNTAX',
    place: '{{body.uuid',
    fix: /Add \}\}/,
  },
  {
    mistake: 'an unknown directive',
    file: GET,
    change: ['"method": "GET"', '"metod": "GET"'],
    code: 'UNKNOWN_DIRECTIVE',
    place: '"metod"',
    says: /Did you mean "method"/,
    fix: /Correct the name/,
  },
  {
    mistake: 'an address that is not encrypted',
    file: CONNECTION,
    change: ['https://', 'http://'],
    code: 'PLAIN_HTTP',
    place: '"http://',
    fix: /https/,
    severity: 'warning',
  },
  {
    mistake: 'a quoted address that is not encrypted',
    file: GET,
    change: [
      /"url": "[^"]*"/.exec(smallApp()[GET] ?? '')?.[0] ?? '',
      `"url": "{{if(true, 'http://a.example', '')}}/x"`,
    ],
    code: 'PLAIN_HTTP',
    place: '"{{if(true',
    says: /^The address http:\/\/a\.example is/,
    fix: /https/,
    severity: 'warning',
  },
  {
    mistake: 'a method that does not exist',
    file: GET,
    change: ['"method": "GET"', '"method": "GETS"'],
    code: 'INVALID_DIRECTIVE',
    place: '"GETS"',
    says: /Did you mean "GET"/,
    fix: /Use one of: GET, POST/,
  },
  {
    mistake: 'an action without a communication',
    file: GET,
    change: [/"communication": \{[\s\S]*?\n {2}\},\n/.exec(smallApp()[GET] ?? '')?.[0] ?? '', ''],
    code: 'MODULE_WITHOUT_COMMUNICATION',
    place: '"action"',
    fix: /Add "communication"/,
  },
  {
    mistake: 'a text that is not a module',
    file: GET,
    change: '[]',
    code: 'WRONG_TYPE',
    says: /must be an object/,
    fix: /an object/,
  },
];

test('the small app has no finding before a mistake is put into it', async () => {
  const { problems, app } = await inFolder(smallApp(), (folder) => checkApp(folder));
  expect(problems).toEqual([]);
  expect(app?.name).toBe('acme');
});

test.each(SEEDS)('finds $mistake', async (seed) => {
  const files = seeded(seed);
  const { problems, app } = await inFolder(files, (folder) => checkApp(folder));
  const at = seed.at ?? seed.file;
  const found = problems.filter(({ code, file }) => code === seed.code && file === at);
  expect(found).toHaveLength(1);
  const problem = found[0]!;
  expect(problem.severity).toBe(seed.severity ?? 'error');
  expect(problem.position).toEqual(positionOf(files[at]!, seed.place));
  expect(problem.message).toMatch(seed.says ?? /\S/);
  expect(problem.fix).toMatch(seed.fix);
  expect(app === undefined).toBe(seed.severity === undefined);
});

function seeded({ file, change }: Seed): Files {
  const files = smallApp();
  const text = files[file]!;
  if (typeof change === 'string') return { ...files, [file]: change };
  const [from, to] = change;
  if (from === '' || !text.includes(from)) throw new Error(`The small app has no ${from} in ${file}.`);
  return { ...files, [file]: text.replace(from, () => to) };
}

function positionOf(text: string, place = '{') {
  const offset = Math.max(0, text.indexOf(place));
  const lines = text.slice(0, offset).split('\n');
  return { line: lines.length, column: lines.at(-1)!.length + 1 };
}
