import { IF_ELSE, MERGE, type Blueprint, type Branch, type Condition, type Step } from './blueprint.ts';
import { done, refused, type Edit } from './edit.ts';
import { besides, stepAt, type StepPath } from './step-path.ts';
import { changeAt, isValues, withKey } from './values.ts';

/** The branches of an if-else, in the order they are tried. */
export function branchesOf(step: Step): readonly Branch[] {
  return Array.isArray(step.branches) ? (step.branches as readonly Branch[]).filter(isValues) : [];
}

/** Whether a branch takes what no other branch takes. */
export function isElse({ type }: Branch): boolean {
  return type === 'else';
}

/** Adds a branch with no condition yet, before the one for everything else. */
export function addBranch(blueprint: Blueprint, path: StepPath): Edit {
  return changeBranches(blueprint, path, (branches) => {
    const last = branches.findIndex(isElse);
    const index = last === -1 ? branches.length : last;
    const label = `Branch ${branches.length + (last === -1 ? 1 : 0)}`;
    const branch: Branch = { type: 'condition', label, conditions: [], merge: true, disabled: false, flow: [] };
    return { branches: branches.toSpliced(index, 0, branch), order: places(branches).toSpliced(index, 0, undefined) };
  });
}

/** Takes a branch out with all modules in it. */
export function removeBranch(blueprint: Blueprint, path: StepPath, index: number): Edit {
  return changeBranches(blueprint, path, (branches) => {
    const branch = branches[index];
    if (branch === undefined) return 'The branch is not there any more.';
    if (isElse(branch)) return 'The branch for everything else stays. Delete the if-else instead.';
    if (branches.length <= 2) return 'An if-else keeps at least one branch. Delete the if-else instead.';
    return { branches: branches.toSpliced(index, 1), order: places(branches).toSpliced(index, 1) };
  });
}

/** Moves a branch to another place in the order; the branch for everything else stays the last. */
export function moveBranch(blueprint: Blueprint, path: StepPath, from: number, to: number): Edit {
  return changeBranches(blueprint, path, (branches) => {
    const [branch, other] = [branches[from], branches[to]];
    const stays = 'The branch is at the end of the order already.';
    if (branch === undefined || other === undefined || isElse(branch) || isElse(other)) return stays;
    const moved = <Entry>(list: readonly Entry[]): readonly Entry[] =>
      list.toSpliced(from, 1).toSpliced(to, 0, ...list.slice(from, from + 1));
    return { branches: moved(branches), order: moved(places(branches)) };
  });
}

/** Calls a branch something else. */
export function renameBranch(blueprint: Blueprint, path: StepPath, index: number, label: string): Blueprint {
  return changeAt(blueprint, [...path, 'branches', index, 'label'], () => label.trim());
}

/** Sets when a branch is taken. */
export function setBranchConditions(
  blueprint: Blueprint,
  path: StepPath,
  index: number,
  conditions: readonly (readonly Condition[])[],
): Blueprint {
  return changeAt(blueprint, [...path, 'branches', index, 'conditions'], () => conditions);
}

interface Branches {
  readonly branches: readonly Branch[];
  /** For each branch its place before; undefined for a new one. */
  readonly order: readonly (number | undefined)[];
}

function changeBranches(
  blueprint: Blueprint,
  path: StepPath,
  change: (branches: readonly Branch[]) => Branches | string,
): Edit {
  const step = stepAt(blueprint, path);
  if (step?.module !== IF_ELSE) return refused('The if-else is not there any more.');
  const changed = change(branchesOf(step));
  if (typeof changed === 'string') return refused(changed);
  const edited = changeAt(blueprint, path, () => withKey(step, 'branches', changed.branches));
  return done(withMerge(edited, besides(path, 1), changed.order), path);
}

function places(branches: readonly Branch[]): readonly (number | undefined)[] {
  return branches.map((_, index) => index);
}

/** A merge holds one filter and one mapping of each output per branch, by their order. */
function withMerge(blueprint: Blueprint, path: StepPath, order: Branches['order']): Blueprint {
  const merge = stepAt(blueprint, path);
  if (merge?.module !== MERGE) return blueprint;
  const ordered = (list: unknown, otherwise: unknown): unknown =>
    Array.isArray(list) ? order.map((from) => (from === undefined ? otherwise : (list[from] as unknown))) : list;
  const { filters, outputs } = merge;
  const withOutputs = Array.isArray(outputs)
    ? withKey(
        merge,
        'outputs',
        outputs.map((output: unknown) =>
          isValues(output) ? withKey(output, 'mappings', ordered(output['mappings'], '')) : output,
        ),
      )
    : merge;
  return changeAt(blueprint, path, () =>
    filters === undefined ? withOutputs : withKey(withOutputs, 'filters', ordered(filters, null)),
  );
}
