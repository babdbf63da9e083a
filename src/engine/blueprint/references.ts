import { isCollection, type Collection } from '../../core/json.ts';
import type { Problem } from '../../core/source.ts';
import type { Field } from '../../forms/field.ts';
import { templatesOf } from './templates.ts';

/** A path a mapping reads, for example `['1', 'customer', 'email']`. */
export interface Reference {
  readonly path: readonly string[];
  /** Where it is read. */
  readonly pointer: string;
}

/** Modules that run before a step, and what each says it gives; undefined where that is not known. */
export type Upstream = ReadonlyMap<number, readonly Field[] | 'disabled' | undefined>;

/** References to modules in a mapped value that no module before it announces. */
export function suspectReferences(raw: unknown, pointer: string, upstream: Upstream): readonly Reference[] {
  return templatesOf(raw, pointer).flatMap((template) =>
    template.expressions
      .flatMap(({ paths }) => paths)
      .filter((path) => isModulePath(path) && !isAnnounced(path, upstream))
      .map((path) => ({ path, pointer: template.pointer })),
  );
}

/**
 * What to say about suspicious references before anything runs.
 * @param isStrict whether a module that reads what is not there is stopped
 */
export function referenceProblems(
  references: readonly Reference[],
  upstream: Upstream,
  isStrict: boolean,
): readonly Problem[] {
  return references.map(({ path, pointer }) => {
    if (upstream.get(Number(path[0])) === 'disabled') return disabledReference(path, pointer, isStrict);
    const known = upstream.has(Number(path[0]));
    return {
      pointer,
      severity: known ? 'warning' : 'error',
      code: known ? 'UNKNOWN_VALUE' : 'UNKNOWN_MODULE_REFERENCE',
      message: known
        ? `Module ${path[0] ?? ''} does not say that it gives "${path.slice(1).join('.')}".`
        : `{{${path.join('.')}}} reads module ${path[0] ?? ''}, which does not run before this one.`,
      fix: 'Map a value of a module that runs before this one.',
    };
  });
}

function disabledReference(path: readonly string[], pointer: string, isStrict: boolean): Problem {
  return {
    pointer,
    severity: isStrict ? 'error' : 'warning',
    code: 'DISABLED_MODULE_REFERENCE',
    message: `{{${path.join('.')}}} reads module ${path[0] ?? ''}, which is disabled and gives nothing.`,
    fix: 'Enable that module, or map a value of another one.',
  };
}

/** The references for which the bundles on the path indeed hold nothing by that name. */
export function unresolved(references: readonly Reference[], variables: Readonly<Collection>): readonly Reference[] {
  return references.filter(({ path }) => isAbsent(path, variables));
}

/** Absent means that a collection lacks the member; a member that is empty is there. */
function isAbsent(path: readonly string[], variables: Readonly<Collection>): boolean {
  let holder: unknown = variables;
  for (const segment of path) {
    if (!isCollection(holder)) return false;
    if (!Object.hasOwn(holder, segment)) return true;
    holder = holder[segment];
  }
  return false;
}

function isModulePath([root]: readonly string[]): boolean {
  return root !== undefined && /^\d+$/.test(root);
}

/** Members every bundle may have beside those of its module. */
const OWN_MEMBERS: ReadonlySet<string> = new Set(['__IMTINDEX__', '__IMTLENGTH__', 'error']);

function isAnnounced([root, ...path]: readonly string[], upstream: Upstream): boolean {
  if (!upstream.has(Number(root))) return false;
  const [first] = path;
  const fields = upstream.get(Number(root));
  if (fields === 'disabled') return false;
  return fields === undefined || first === undefined || OWN_MEMBERS.has(first) || isField(path, fields);
}

function isField([name, ...rest]: readonly string[], fields: readonly Field[]): boolean {
  const field = fields.find((other) => other.name === name);
  if (field === undefined) return false;
  const inner: unknown = field.type === 'collection' ? field.spec : undefined;
  if (rest.length === 0 || !Array.isArray(inner) || inner.length === 0) return true;
  // An address among the fields gives more that only the service knows.
  return inner.some((entry) => typeof entry === 'string') || isField(rest, inner as readonly Field[]);
}
