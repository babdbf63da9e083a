import { APP_FUNCTIONS } from './app.ts';
import { ARRAY_FUNCTIONS } from './array.ts';
import { BINARY_FUNCTIONS } from './binary.ts';
import { DATE_SET_FUNCTIONS } from './date-set.ts';
import { DATE_FUNCTIONS } from './date.ts';
import { ENCODE_FUNCTIONS } from './encode.ts';
import type { ImlFunction } from './function.ts';
import { GENERAL_FUNCTIONS } from './general.ts';
import { MATH_FUNCTIONS } from './math.ts';
import { TEXT_FUNCTIONS } from './text.ts';
import { XML_FUNCTIONS } from './xml.ts';

/** Every function of the language by its name; a Map, so that no name reaches a prototype. */
export const BUILT_IN_FUNCTIONS: ReadonlyMap<string, ImlFunction> = new Map(
  [
    ...GENERAL_FUNCTIONS,
    ...MATH_FUNCTIONS,
    ...TEXT_FUNCTIONS,
    ...ENCODE_FUNCTIONS,
    ...BINARY_FUNCTIONS,
    ...DATE_FUNCTIONS,
    ...DATE_SET_FUNCTIONS,
    ...ARRAY_FUNCTIONS,
    ...APP_FUNCTIONS,
    ...XML_FUNCTIONS,
  ].map((entry) => [entry.name, entry]),
);
