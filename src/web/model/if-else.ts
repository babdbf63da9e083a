import { IF_ELSE, MERGE, type Blueprint, type Branch, type Condition, type Step } from './blueprint.ts';
import { done, refused, type Edit } from './edit.ts';
import { besides, stepAt, type StepPath } from './step-path.ts';
import { changeAt, isValues, withKey } from './values.ts';

/** The branches of an if-else, in the order they are tried. */
export function branchesOf(step: Step): readonly Branch[] {
  return Array.isArray(step.branches) ? (step.branches as readonly Branch[]) : [];
}

/** Whether a branch takes what no other takes. */
export function isElse(branch: Branch): boolean {
  return branch.type === 'else';
}

/** Adds an empty branch before the one for everything else. */
export function addBranch(blueprint: Blueprint, path: StepPath): Edit {
  return changeBranches(blueprint, path, (branches) => {
    const last = branches.findIndex(isElse);
    const index = last === -1 ? branches.length : last;
    const label = `Branch ${branches.filter((branch) => !isElse(branch)).length + 1}`;
    const branch = { type: 'condition', label, conditions: [], merge: true, disabled: false, flow: [] };
    return { branches: branches.toSpliced(index, 0, branch), order: [...branches.keys()].toSpliced(index, 0, -1) };
  });
}

/** Takes a branch out with all modules in it. */
export function removeBranch(blueprint: Blueprint, path: StepPath, index: number): Edit {
  return changeBranches(blueprint, path, (branches) => {
    if (branches.length <= 1) return 'An if-else keeps at least one branch. Delete the if-else instead.';
    return { branches: branches.toSpliced(index, 1), order: [...branches.keys()].toSpliced(index, 1) };
  });
}

/** Moves a branch to another place in the order; the one for everything else stays the last. */
export function moveBranch(blueprint: Blueprint, path: StepPath, from: number, to: number): Edit {
  return changeBranches(blueprint, path, (branches) => {
    const [branch, other] = [branches[from], branches[to]];
    if (branch === undefined || other === undefined) return 'The branch is at the end of the order already.';
    if (isElse(branch) || isElse(other)) return 'The branch for everything else stays the last.';
    const order = [...branches.keys()].toSpliced(from, 1).toSpliced(to, 0, from);
    return { branches: branches.toSpliced(from, 1).toSpliced(to, 0, branch), order };
  });
}

/** What people set on a branch; undefined leaves it as it is. */
export interface BranchSettings {
  readonly label?: string;
  readonly conditions?: readonly (readonly Condition[])[];
  /** Whether bundles go on behind the if-else when the branch is over. */
  readonly merge?: boolean;
  readonly disabled?: boolean;
}

/** Changes the settings of a branch. */
export function setBranch(blueprint: Blueprint, path: StepPath, index: number, settings: BranchSettings): Edit {
  return changeBranches(blueprint, path, (branches) => ({
    branches: branches.map((branch, at) => (at === index ? { ...branch, ...settings } : branch)),
    order: [...branches.keys()],
  }));
}

interface Branches {
  readonly branches: readonly Branch[];
  /** The old index of each branch, -1 for a new one. */
  readonly order: readonly number[];
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
  const withBranches = changeAt(blueprint, path, () => withKey(step, 'branches', changed.branches));
  return done(mergeFollows(withBranches, besides(path, 1), changed.order), path);
}

/** The merge behind the branches holds one filter and one value per branch, in the same order. */
function mergeFollows(blueprint: Blueprint, path: StepPath, order: readonly number[]): Blueprint {
  const merge = stepAt(blueprint, path);
  if (merge?.module !== MERGE) return blueprint;
  const inOrder = (values: unknown, missing: unknown): unknown =>
    Array.isArray(values) ? order.map((old) => (values as readonly unknown[])[old] ?? missing) : values;
  const outputs: unknown = merge['outputs'];
  const changed = {
    ...merge,
    ...('filters' in merge && { filters: inOrder(merge['filters'], null) }),
    ...(Array.isArray(outputs) && {
      outputs: outputs.map((output: unknown) =>
        isValues(output) ? withKey(output, 'mappings', inOrder(output['mappings'], '')) : output,
      ),
    }),
  };
  return changeAt(blueprint, path, () => changed);
}
