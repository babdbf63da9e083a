import { ConnectorError } from '../core/errors.ts';
import { isCollection, type Collection } from '../core/json.ts';
import { templatesOf } from '../engine/blueprint/templates.ts';

/**
 * Refuses a mapper that reads a value of which only the first part was given: it would be sent as if it were the whole.
 * @throws ConnectorError `UsageError` with a finding for each such mapping.
 */
export function refuseCutReferences(mapper: Collection, bundles: Collection): void {
  const problems = templatesOf(mapper, '/mapper').flatMap(({ pointer, expressions }) =>
    expressions
      .flatMap(({ paths }) => paths)
      .filter((path) => readsCut(bundles, path))
      .map((path) => ({
        pointer,
        severity: 'error' as const,
        code: 'CUT_VALUE',
        message: `Only the first part of {{${path.join('.')}}} was given.`,
      })),
  );
  if (problems.length === 0) return;
  throw new ConnectorError('UsageError', 'Mapped values are not given whole, so nothing was run.', {
    problems,
    fix: 'Read these values whole first: /api/v1/executions/{id}/operations/{key}?pointer=….',
  });
}

/** Whether the path leads into a cut value, or to something that holds one. */
function readsCut(bundles: Collection, path: readonly string[]): boolean {
  let value: unknown = bundles;
  for (const segment of path) {
    if (isCut(value) || Array.isArray(value) || !isCollection(value) || !Object.hasOwn(value, segment)) break;
    value = value[segment];
  }
  return holdsCut(value);
}

function holdsCut(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(holdsCut);
  return isCollection(value) && (isCut(value) || Object.values(value).some(holdsCut));
}

function isCut(value: unknown): boolean {
  return isCollection(value) && value['$value'] === 'cut';
}
