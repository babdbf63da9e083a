import type { Problem } from '../core/source.ts';

/** Where findings about impossible fields go. */
export type Report = (pointer: string, code: string, message: string, fix: string) => void;

/** A report that collects problems. */
export function reportInto(problems: Problem[]): Report {
  return (pointer, code, message, fix) => problems.push({ pointer, severity: 'error', code, message, fix });
}
