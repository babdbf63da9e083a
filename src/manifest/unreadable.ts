import type { Problem } from '../core/source.ts';

/** What to do, by code. */
const FIXES: Readonly<Record<string, string>> = {
  NO_MANIFEST: 'Name the folder that holds manifest.json or makecomapp.json, or create the file.',
  NO_MODULES: 'Add a module, or name the folder of another app.',
  SEVERAL_APPS: 'Name the folder of one of them.',
  UNKNOWN_FILE:
    'Send manifest.json, the .json files of modules, connections, webhooks and rpcs, the .js files of functions, with plain names, and nothing else.',
  TOO_MANY_FILES: 'Split the app, or raise the limit.',
  NOT_A_FUNCTION: 'Name the file like the function in it: letters, digits and underscores, then .js or .test.js.',
  NOT_A_FILE: 'Put the file itself in its place.',
  FILE_TOO_LARGE: 'Make the file smaller; large samples are the usual reason.',
  FILE_MISSING: 'Put the file there, or take its name out.',
  NOT_UTF8: 'Save the file as UTF-8.',
  FILE_UNREADABLE: 'Check that the file exists and its permissions let you read it.',
  PATH_OUTSIDE: 'Use a path below the folder of the app.',
};

/** A file that cannot be taken as part of an app: the whole file is the place. */
export function unreadable(file: string, code: string, message: string): Problem {
  const fix = FIXES[code];
  return {
    file,
    pointer: '',
    position: { line: 1, column: 1 },
    severity: 'error',
    code,
    message,
    ...(fix === undefined ? {} : { fix }),
  };
}
