import { ownValue } from '../core/json.ts';
import type { Problem } from '../core/source.ts';
import type { App, LeftOut } from './app.ts';
import type { AppSource } from './app-source.ts';
import { nameOf, textAt } from './component.ts';
import { problemsInOrder } from './problem-order.ts';
import { entriesOf } from './sections.ts';
import { unreadable } from './unreadable.ts';
import type { SourceFile } from './source-file.ts';

interface Checked {
  readonly problems: readonly Problem[];
  readonly app?: App;
}

/**
 * Leaves out the components with errors, and then those that cannot be without them, until the rest has none. Nothing
 * is left out silently: every error stays among the findings, and the app says what it lacks. An app whose own manifest
 * or base is broken, or that has no module left, is not loaded.
 */
export function leaveOut(source: AppSource, first: Checked, check: (rest: AppSource) => Checked): Checked {
  const findings: Problem[] = [];
  const leftOut: LeftOut[] = [];
  let rest = source;
  for (let checked = first; ; checked = check(rest)) {
    const ownersOf = ownersIn(rest);
    const errors = checked.problems.filter(({ severity }) => severity === 'error');
    const broken = new Set(errors.flatMap(ownersOf));
    // What a file that could not be read would have said is not known, so that it is not missed either.
    const unread = new Set(rest.problems.filter(({ severity }) => severity === 'error').flatMap(ownersOf));
    const isKnown = (one: Problem): boolean => !ownersOf(one).some((owner) => unread.has(owner));
    const found = checked.problems.filter((one) => one.severity === 'error' || isKnown(one));
    const all = problemsInOrder([...findings, ...found]);
    if (rest.manifest === undefined || broken.has(rest.manifest)) return { problems: all };
    if (checked.app !== undefined) return finished(checked.app, all, leftOut);
    const isBroken = (problem: Problem): boolean =>
      problem.severity === 'error' || ownersOf(problem).some((owner) => broken.has(owner));
    findings.push(...found.filter(isBroken));
    const components = rest.components.filter((file) => broken.has(file));
    const unreadable = rest.problems.filter(isBroken);
    if (components.length + unreadable.length === 0) return { problems: all };
    leftOut.push(...components.map(leftOutOf));
    rest = {
      ...rest,
      manifest: withoutModules(rest.manifest, components),
      components: rest.components.filter((file) => !broken.has(file)),
      problems: rest.problems.filter((problem) => !isBroken(problem)),
    };
  }
}

function finished(app: App, problems: readonly Problem[], leftOut: readonly LeftOut[]): Checked {
  if (app.modules.size === 0) {
    const nothing = unreadable('', 'NO_MODULES', 'The app has no module that could be used.');
    return { problems: leftOut.length > 0 ? problems : [nothing, ...problems] };
  }
  return { problems, app: { ...app, leftOut, findings: problems } };
}

/** The groups of a manifest name the modules that are left. */
function withoutModules(manifest: SourceFile, gone: readonly SourceFile[]): SourceFile {
  const names = new Set(gone.filter(({ kind }) => kind === 'module').map(nameOf));
  const groups = entriesOf(ownValue(manifest.json, 'groups'), '').flatMap(({ value }): readonly object[] => {
    const modules = entriesOf(ownValue(value, 'modules'), '').map((entry) => entry.value);
    const left = modules.filter((name) => typeof name !== 'string' || !names.has(name));
    return left.length === 0 ? [] : [{ ...(value as object), modules: left }];
  });
  return { ...manifest, json: { ...(manifest.json as object), groups } };
}

function leftOutOf(file: SourceFile): LeftOut {
  return { kind: file.kind, name: nameOf(file), label: textAt(file, 'label') ?? nameOf(file) };
}

/**
 * Tells whose mistake a problem is: the components with the nearest piece around it. Several can share one file, and
 * are all broken by it.
 */
function ownersIn({ manifest, components }: AppSource): (problem: Problem) => readonly SourceFile[] {
  const owners = new Map<string, SourceFile[]>();
  for (const owner of [...(manifest === undefined ? [] : [manifest]), ...components]) {
    for (const { file, from } of owner.parts ?? []) {
      const place = `${file.path}#${from}`;
      const known = owners.get(place);
      if (known === undefined) owners.set(place, [owner]);
      else known.push(owner);
    }
  }
  return ({ file = '', pointer }) => {
    for (let at = pointer; ; at = at.slice(0, at.lastIndexOf('/'))) {
      const found = owners.get(`${file}#${at}`);
      if (found !== undefined || at === '') return found ?? [];
    }
  };
}
