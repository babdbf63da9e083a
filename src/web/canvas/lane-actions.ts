import type { BuilderDialog } from '../builder/builder-state.ts';
import type { Editor } from '../builder/editor.ts';
import { addBranch, moveBranch, removeBranch } from '../model/branches.ts';
import { ROUTER, type Step } from '../model/blueprint.ts';
import { addRoute, moveRoute, removeRoute, setFallback } from '../model/routes.ts';
import type { StepPath } from '../model/step-path.ts';

/** What can be done with the routes of a router and the branches of an if-else. */
export interface LaneActions {
  readonly addLane: (path: StepPath) => void;
  readonly moveLane: (path: StepPath, from: number, to: number) => void;
  readonly removeLane: (path: StepPath, index: number) => void;
  readonly setFallback: (path: StepPath, index: number | undefined) => void;
  readonly askBranch: (kind: 'conditions' | 'branch-name', path: StepPath, index: number) => void;
}

/** Calls `act` with the module at a path, the editor, the module's name and its id. */
export type WithStep = (
  path: StepPath,
  act: (given: { readonly step: Step; readonly editor: Editor; readonly name: string; readonly id: number }) => void,
) => void;

/** The actions of routes and branches. */
export function laneActions(withStep: WithStep, openDialog: (dialog: BuilderDialog) => void): LaneActions {
  return {
    addLane: (path) =>
      withStep(path, ({ step, editor, name }) => {
        const isRouter = step.module === ROUTER;
        const add = isRouter ? addRoute : addBranch;
        editor.make((blueprint) => add(blueprint, path), {
          label: `Add a ${isRouter ? 'route' : 'branch'} to ${name}`,
        });
      }),
    moveLane: (path, from, to) =>
      withStep(path, ({ step, editor, name }) => {
        const move = step.module === ROUTER ? moveRoute : moveBranch;
        editor.make((blueprint) => move(blueprint, path, from, to), { label: `Change the order in ${name}` });
      }),
    removeLane: (path, index) =>
      withStep(path, ({ step, editor, name }) => {
        const isRouter = step.module === ROUTER;
        const remove = isRouter ? removeRoute : removeBranch;
        editor.make((blueprint) => remove(blueprint, path, index), {
          label: `Delete ${isRouter ? 'route' : 'branch'} ${index + 1} of ${name}`,
        });
      }),
    setFallback: (path, index) =>
      withStep(path, ({ editor, name }) => {
        editor.make((blueprint) => setFallback(blueprint, path, index), { label: `Change the fallback of ${name}` });
      }),
    askBranch: (kind, path, index) => withStep(path, ({ id }) => openDialog({ kind, id, index })),
  };
}
