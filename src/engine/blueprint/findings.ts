import { ConnectorError } from '../../core/errors.ts';
import type { Problem } from '../../core/source.ts';
import { compileValue, type CompiledValue } from '../../iml/value.ts';

/** What the compilation of a scenario collects instead of stopping. */
export interface Findings {
  readonly problems: Problem[];
}

/**
 * Compiles a mapped value of a scenario. One that cannot be read is reported, and raises its error when it is
 * evaluated.
 */
export function compileMapped(raw: unknown, pointer: string, findings: Findings): CompiledValue {
  try {
    return compileValue(raw, { mode: 'scenario', pointer });
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error;
    findings.problems.push(...error.problems);
    return {
      isStatic: false,
      roots: new Set(),
      calls: new Set(),
      evaluate: () => {
        throw error;
      },
    };
  }
}
