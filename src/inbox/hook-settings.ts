import { ConnectorError } from '../core/errors.ts';
import type { Problem } from '../core/source.ts';
import { compileTemplate } from '../iml/template.ts';
import type { HookRecord } from '../store/records.ts';
import { isAddressRange } from './address-list.ts';

/** What people may change of a hook; secrets in `checks` are sealed for the hook's id already. */
export type HookSettings = Partial<
  Pick<HookRecord, 'name' | 'mode' | 'queueLimit' | 'maxAttempts' | 'paused' | 'checks'>
>;

/** A header name as HTTP knows it. */
const HEADER_NAME = /^[\w!#$%&'*+.^`|~-]+$/;

/**
 * Checks settings before they are stored, because a wrong one would only be noticed by deliveries.
 * @throws ConnectorError `BundleValidationError` with every finding.
 */
export function checkHookSettings(settings: HookSettings): void {
  const problems = [...modeProblems(settings.mode), ...limitProblems(settings), ...checkProblems(settings.checks)];
  if (problems.length === 0) return;
  throw new ConnectorError('BundleValidationError', 'The settings of the webhook are not valid.', { problems });
}

function modeProblems(mode: HookSettings['mode']): readonly Problem[] {
  if (mode === undefined) return [];
  const problems = wholeNumber('/mode/concurrency', mode.concurrency);
  if (mode.type !== 'per-key') return problems;
  if (mode.key === null || mode.key === '') {
    return [...problems, problem('/mode/key', 'Working off per key needs an expression for the key.')];
  }
  try {
    const { isStatic } = compileTemplate(mode.key, { mode: 'app' });
    return isStatic ? [...problems, problem('/mode/key', 'The key is the same for every delivery.')] : problems;
  } catch (error) {
    return [...problems, problem('/mode/key', error instanceof Error ? error.message : String(error))];
  }
}

function limitProblems({ queueLimit, maxAttempts }: HookSettings): readonly Problem[] {
  return [
    ...(queueLimit === undefined ? [] : wholeNumber('/queueLimit', queueLimit)),
    ...(maxAttempts === undefined ? [] : wholeNumber('/maxAttempts', maxAttempts)),
  ];
}

function checkProblems(checks: HookSettings['checks'] = {}): readonly Problem[] {
  const wrongRanges = (checks.cidrs ?? []).filter((range) => !isAddressRange(range));
  const names = { '/checks/header/name': checks.header?.name, '/checks/signature/header': checks.signature?.header };
  const wrongNames = Object.entries(names).filter(([, name]) => name !== undefined && !HEADER_NAME.test(name));
  return [
    ...wrongRanges.map((range) => problem('/checks/cidrs', `"${range}" is neither an address nor a CIDR range.`)),
    ...wrongNames.map(([pointer, name]) => problem(pointer, `"${name}" is not a header name.`)),
    ...(checks.companyKey === '' ? [problem('/checks/companyKey', 'The expected key is empty.')] : []),
  ];
}

function wholeNumber(pointer: string, value: number): readonly Problem[] {
  return Number.isInteger(value) && value >= 1 ? [] : [problem(pointer, 'This has to be a whole number from 1.')];
}

function problem(pointer: string, message: string): Problem {
  return { pointer, severity: 'error', code: 'INVALID_VALUE', message };
}
