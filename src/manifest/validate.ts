import type { ErrorObject } from 'ajv';
import { isCollection, ownValue } from '../core/json.ts';
import { pointerTo, type Problem } from '../core/source.ts';
import { didYouMean } from '../core/suggest.ts';
import { locate, type Place } from './locate.ts';
import { connection, manifest, module, rpc, type Validator, webhook } from './schemas/validators.generated.js';
import type { SourceFile, SourceKind } from './source-file.ts';

const VALIDATORS: Readonly<Record<SourceKind, Validator>> = { manifest, module, connection, webhook, rpc };

/**
 * Holds a file against the JSON Schema of its kind; a file that is not even JSON has been reported already. What an app
 * made for Make may do, and what harms nothing here, is a warning in it.
 */
export function validateFile(file: SourceFile, isLenient = false): Problem[] {
  if (file.tree === undefined) return [];
  const validator = VALIDATORS[file.kind];
  if (validator(file.json)) return [];
  return (validator.errors ?? []).flatMap((error) => {
    const described = DESCRIBE[error.keyword]?.(error);
    if (described === undefined) return [];
    const { code, message, fix, ...place } = described;
    return [
      {
        ...locate(file, place),
        severity: isLenient && file.kind !== 'manifest' && HARMLESS.has(code) ? 'warning' : 'error',
        code,
        message,
        fix,
      },
    ];
  });
}

/** Such a key or value is not read, or read as what it stands for. */
const HARMLESS: ReadonlySet<string> = new Set(['UNKNOWN_KEY', 'WRONG_FORMAT', 'MISSING_KEY']);

interface Description extends Place {
  readonly code: string;
  readonly message: string;
  readonly fix: string;
}

/** A sentence for each keyword our schemas use; `if` and `allOf` only repeat what stands below them. */
const DESCRIBE: Readonly<Record<string, (error: ErrorObject) => Description>> = {
  required: (error) => ({
    pointer: error.instancePath,
    code: 'MISSING_KEY',
    message: `${placeName(error)} has no "${param(error, 'missingProperty')}".`,
    fix: `Add "${param(error, 'missingProperty')}"${purposeOf(error)}.`,
  }),
  additionalProperties: (error) => {
    const key = param(error, 'additionalProperty');
    const known = Object.keys(propertiesOf(error));
    return {
      pointer: pointerTo(error.instancePath, key),
      key: true,
      code: 'UNKNOWN_KEY',
      message: `"${key}" is not a key of ${placeName(error).toLowerCase()}.${didYouMean(key, known)}`,
      fix: `Remove it, or use one of: ${known.filter((name) => !name.startsWith('$')).join(', ')}.`,
    };
  },
  enum: (error) => {
    const allowed = (error.params['allowedValues'] as unknown[]).filter((value) => typeof value === 'string');
    const hint = typeof error.data === 'string' ? didYouMean(error.data, allowed) : '';
    return {
      pointer: error.instancePath,
      code: 'UNKNOWN_VALUE',
      message: `${JSON.stringify(error.data)} is not a value of ${lastKey(error)}.${hint}`,
      fix: `Use one of: ${allowed.join(', ')}.`,
    };
  },
  type: (error) => ({
    pointer: error.instancePath,
    code: 'WRONG_TYPE',
    message: `${capitalised(lastKey(error))} must be ${typeNames(error)}, not ${kindOf(error.data)}.`,
    fix: `Write ${typeNames(error)}.`,
  }),
  pattern: (error) => ({
    pointer: error.instancePath,
    code: 'WRONG_FORMAT',
    message:
      param(error, 'pattern') === '\\S'
        ? `${capitalised(lastKey(error))} is empty.`
        : `${JSON.stringify(error.data)} is not a valid value of ${lastKey(error)}.`,
    fix: textOf(ownValue(error.parentSchema, 'description')) ?? 'Write a text that is not empty.',
  }),
  minimum: outOfRange,
  maximum: outOfRange,
};

function outOfRange(error: ErrorObject): Description {
  const bound = `${param(error, 'comparison')} ${param(error, 'limit')}`;
  return {
    pointer: error.instancePath,
    code: 'OUT_OF_RANGE',
    message: `${capitalised(lastKey(error))} must be ${bound}, not ${String(error.data)}.`,
    fix: `Write a number that is ${bound}.`,
  };
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function param(error: ErrorObject, name: string): string {
  return String(ownValue(error.params, name));
}

function propertiesOf(error: ErrorObject): object {
  const properties = ownValue(error.parentSchema, 'properties');
  return isCollection(properties) ? properties : {};
}

/** What the missing key is for, as the schema says it. */
function purposeOf(error: ErrorObject): string {
  const description = ownValue(ownValue(propertiesOf(error), param(error, 'missingProperty')), 'description');
  return typeof description === 'string' ? `: ${lowerFirst(description).replace(/\.$/, '')}` : '';
}

/** The object a finding is about, in words: its own name when it has one. */
function placeName(error: ErrorObject): string {
  if (error.instancePath === '') return 'The file';
  const name = ownValue(error.data, 'name') ?? ownValue(error.data, 'label');
  return typeof name === 'string' ? `"${name}"` : `The entry at ${error.instancePath}`;
}

function lastKey(error: ErrorObject): string {
  if (error.instancePath === '') return 'the file';
  const key = error.instancePath.slice(error.instancePath.lastIndexOf('/') + 1);
  return /^\d+$/.test(key) ? `the entry at ${error.instancePath}` : `"${key}"`;
}

const TYPE_NAMES: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  integer: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  null: 'null',
};

function typeNames(error: ErrorObject): string {
  return [error.params['type']]
    .flat()
    .map((type) => TYPE_NAMES[String(type)] ?? String(type))
    .join(' or ');
}

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  return TYPE_NAMES[Array.isArray(value) ? 'array' : typeof value] ?? typeof value;
}

function capitalised(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

function lowerFirst(text: string): string {
  return text.slice(0, 1).toLowerCase() + text.slice(1);
}
