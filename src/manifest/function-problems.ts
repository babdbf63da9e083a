import type { Problem } from '../core/source.ts';
import { unreadableFunctions } from '../scripts/unreadable-functions.ts';
import type { AppSource } from './app-source.ts';

/** Functions that cannot be read. In an app made for Make that is a warning: whatever does not call them works. */
export function functionProblems({ functions, isLenient }: AppSource): readonly Problem[] {
  return unreadableFunctions(functions).map(({ name, failure }) => {
    const line = Number(/:(\d+)(?::\d+)?$/.exec(failure.place ?? '')?.[1] ?? 1);
    const said = failure.name === 'Error' ? failure.message : `${failure.name}: ${failure.message}`;
    return {
      file: functions.find((one) => one.name === name)?.path ?? '',
      pointer: '',
      position: { line, column: 1 },
      severity: isLenient ? 'warning' : 'error',
      code: 'FUNCTION_UNREADABLE',
      message: `The function "${name}" cannot be read. ${said}`,
      fix: `Write it as function ${name}(…) { … }.`,
    };
  });
}
