import type { Problem } from '../../core/source.ts';
import { locate, type Place } from '../locate.ts';
import type { AppSource } from '../app-source.ts';
import type { SourceFile } from '../source-file.ts';

/** Files of a small app, by path: values as they would stand in the JSON. */
export type ExampleFiles = Readonly<Record<string, unknown>>;

/** A rule about the files of an app that a schema cannot state. Rules see files that may break other rules. */
export interface Check {
  /** Stable, upper snake case. */
  readonly code: string;
  /** The rule, one sentence. */
  readonly summary: string;
  readonly severity: Problem['severity'];
  /** For apps made for Make, where it is another: a rule about our own way of writing is skipped. */
  readonly inMake?: 'warning' | 'skip';
  /** Run by a test: `good` gives no finding of this rule, `bad` at least one. */
  readonly examples: { readonly good: ExampleFiles; readonly bad: ExampleFiles };
  check(source: AppSource): readonly Finding[];
}

/** Where a rule is broken, and what to do. */
export interface Finding extends Place {
  readonly file: SourceFile;
  readonly message: string;
  readonly fix: string;
}

/** The findings of one rule as located problems. */
export function problemsOf(check: Check, source: AppSource): Problem[] {
  const severity = source.isLenient ? (check.inMake ?? check.severity) : check.severity;
  if (severity === 'skip') return [];
  return mostPerFile(check.check(source)).map((finding) => ({
    ...locate(finding.file, finding),
    severity,
    code: check.code,
    message: finding.message,
    fix: finding.fix,
  }));
}

/** A file that breaks one rule more often than that is broken in one way, and nobody reads on. */
const MOST_FINDINGS = 100;

function mostPerFile(findings: readonly Finding[]): readonly Finding[] {
  if (findings.length <= MOST_FINDINGS) return findings;
  const counts = new Map<SourceFile, number>();
  return findings.filter(({ file }) => {
    const count = (counts.get(file) ?? 0) + 1;
    counts.set(file, count);
    return count <= MOST_FINDINGS;
  });
}
