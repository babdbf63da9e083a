import { IconPlus } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { branchList, routeList, stepTitle } from '../model/aria-names.ts';
import { ROUTER, type Step } from '../model/blueprint.ts';
import { branchesOf } from '../model/branches.ts';
import { fallbackOf, routeName, routesOf } from '../model/routes.ts';
import { useCanvas } from './canvas-context.ts';
import { BranchHead, RouteHead } from './lane-heads.tsx';
import { keyOfPath, pathOfKey } from './step-key.ts';
import type { StepListPart } from './step-list-props.ts';
import classes from './lanes.module.css';

/** The flows inside a router or an if-else, one below the other. */
export function Lanes({
  List,
  step,
  pathKey,
  joins,
}: {
  readonly List: StepListPart;
  readonly step: Step;
  readonly pathKey: string;
  /** Whether the flow goes on behind them. */
  readonly joins: boolean;
}) {
  return step.module === ROUTER ? (
    <Routes List={List} step={step} pathKey={pathKey} />
  ) : (
    <Branches List={List} step={step} pathKey={pathKey} joins={joins} />
  );
}

function Routes({
  List,
  step,
  pathKey,
}: {
  readonly List: StepListPart;
  readonly step: Step;
  readonly pathKey: string;
}) {
  const { actions, named } = useCanvas();
  const path = pathOfKey(pathKey);
  const routes = routesOf(step);
  const fallback = fallbackOf(step);
  return (
    <div className={classes['lanes']}>
      {routes.map((route, index) => {
        const listKey = keyOfPath([...path, 'routes', index, 'flow']);
        const isFallback = index === fallback;
        const name = routeList(index, routes.length, routeName(route) ?? (isFallback ? 'fallback' : undefined));
        return (
          <Lane
            key={listKey}
            head={<RouteHead pathKey={pathKey} index={index} name={name} of={routes.length} isFallback={isFallback} />}
          >
            <List name={name} steps={route.flow ?? NONE} listKey={listKey} kind="route" />
          </Lane>
        );
      })}
      <AddLane
        label="Add a route"
        name={`Add a route to ${stepTitle(named(step))}`}
        onAdd={() => actions.addLane(path)}
      />
    </div>
  );
}

function Branches({
  List,
  step,
  pathKey,
  joins,
}: {
  readonly List: StepListPart;
  readonly step: Step;
  readonly pathKey: string;
  readonly joins: boolean;
}) {
  const { actions, named } = useCanvas();
  const path = pathOfKey(pathKey);
  const branches = branchesOf(step);
  return (
    <div className={classes['lanes']} data-joins={joins || undefined}>
      {branches.map((branch, index) => {
        const listKey = keyOfPath([...path, 'branches', index, 'flow']);
        const name = branchList(index, branches.length, branch.label);
        return (
          <Lane
            key={listKey}
            head={<BranchHead pathKey={pathKey} index={index} name={name} branch={branch} of={branches.length} />}
          >
            <List name={name} steps={branch.flow ?? NONE} listKey={listKey} kind="branch" />
          </Lane>
        );
      })}
      <AddLane
        label="Add a branch"
        name={`Add a branch to ${stepTitle(named(step))}`}
        onAdd={() => actions.addLane(path)}
      />
    </div>
  );
}

const NONE: readonly Step[] = [];

function Lane({ head, children }: { readonly head: ReactNode; readonly children: ReactNode }) {
  return (
    <div className={classes['lane']}>
      {head}
      {children}
      <span className={classes['tail']} />
    </div>
  );
}

function AddLane({
  label,
  name,
  onAdd,
}: {
  readonly label: string;
  readonly name: string;
  readonly onAdd: () => void;
}) {
  return (
    <div className={classes['addLane']}>
      <button type="button" className={classes['addLaneButton']} aria-label={name} onClick={onAdd}>
        <IconPlus size={14} aria-hidden />
        {label}
      </button>
    </div>
  );
}
