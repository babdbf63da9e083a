import { didYouMean } from '../../core/suggest.ts';
import { allFiles } from '../component.ts';
import type { SourceFile } from '../source-file.ts';
import type { Check } from './check.ts';

const EVERYWHERE = ['parameters', 'common', 'environment', 'temp', 'now', 'timestamp', 'uuid', 'executionId', 'omit'];
const ANSWER = ['body', 'headers', 'statusCode', 'item', 'output', 'pagination', 'iterate'];
const REQUEST = [...EVERYWHERE, ...ANSWER, 'connection', 'data', 'metadata', 'scenario', 'webhook'];
const DELIVERY = [...EVERYWHERE, 'body', 'query', 'method', 'headers', 'item', 'data', 'webhook'];

/** Variables by kind of file and part, because each is evaluated in its own place. */
const VARIABLES: Readonly<Record<string, readonly string[]>> = {
  'manifest base': [...REQUEST, 'payload'],
  'module communication': [...REQUEST, 'payload'],
  'rpc communication': REQUEST,
  'connection communication': [...EVERYWHERE, ...ANSWER, 'connection', 'data', 'oauth', 'query'],
  'webhook attach': REQUEST,
  'webhook detach': REQUEST,
  'webhook update': REQUEST,
  'webhook list': REQUEST,
  'webhook communication': DELIVERY,
  'webhook eventId': DELIVERY,
};

/** A name that does not exist is just empty at run time, so a typing mistake would go unnoticed. */
export const unknownVariable: Check = {
  code: 'UNKNOWN_VARIABLE',
  summary: 'An expression reads variables that exist where it stands.',
  severity: 'error',
  inMake: 'warning',
  examples: {
    good: { 'modules/a.json': { communication: { url: '/things/{{parameters.id}}' } } },
    bad: { 'modules/a.json': { communication: { url: '/things/{{parameter.id}}' } } },
  },
  check: (source) =>
    allFiles(source).flatMap((file) =>
      source.readsOf(file).flatMap(({ path, ...place }) => {
        const [root] = path;
        const known = variablesAt(file, place.pointer);
        if (root === undefined || known.includes(root)) return [];
        const local = known.filter((name) => !EVERYWHERE.includes(name));
        return [
          {
            file,
            ...place,
            message: `There is no variable "${root}" here.${didYouMean(root, known)}`,
            fix: `Use a variable of this place: parameters, common, environment, temp, ${local.join(', ')}.`,
          },
        ];
      }),
    ),
};

function variablesAt(file: SourceFile, pointer: string): readonly string[] {
  return VARIABLES[`${file.kind} ${pointer.split('/')[1] ?? ''}`] ?? REQUEST;
}
