import { ROUTER, type Blueprint, type Route, type Step } from './blueprint.ts';
import { done, refused, type Edit } from './edit.ts';
import { stepAt, type StepPath } from './step-path.ts';
import { changeAt, own, withKey } from './values.ts';

/** The routes of a router, in the order they run. */
export function routesOf(step: Step): readonly Route[] {
  return Array.isArray(step.routes) ? (step.routes as readonly Route[]) : [];
}

/** What people called a route: the label of the filter at its start. */
export function routeName(route: Route): string | undefined {
  const name = own(own(own(route.flow, 0), 'filter'), 'name');
  return typeof name === 'string' && name.trim() !== '' ? name : undefined;
}

/** "Route 2: VIP", or "Route 2" while nobody gave it a name. */
export function routeTitle(route: Route, index: number): string {
  const name = routeName(route);
  return `Route ${index + 1}${name === undefined ? '' : `: ${name}`}`;
}

/** The route for bundles no other route takes, or undefined. */
export function fallbackOf(step: Step): number | undefined {
  const written = own(step.parameters, 'else');
  if (written === undefined || written === null || written === '') return undefined;
  const index = Number(written);
  return Number.isInteger(index) && index >= 0 && index < routesOf(step).length ? index : undefined;
}

/** Adds an empty route at the end. */
export function addRoute(blueprint: Blueprint, path: StepPath): Edit {
  return changeRoutes(blueprint, path, (routes, fallback) => ({ routes: [...routes, { flow: [] }], fallback }));
}

/** Takes a route out with all modules in it. */
export function removeRoute(blueprint: Blueprint, path: StepPath, index: number): Edit {
  return changeRoutes(blueprint, path, (routes, fallback) => {
    if (routes.length <= 1) return 'A router keeps at least one route. Delete the router instead.';
    return { routes: routes.toSpliced(index, 1), fallback: behindRemoval(fallback, index) };
  });
}

/** Moves a route to another place in the order; the fallback stays the same route. */
export function moveRoute(blueprint: Blueprint, path: StepPath, from: number, to: number): Edit {
  return changeRoutes(blueprint, path, (routes, fallback) => {
    const route = routes[from];
    if (route === undefined || to < 0 || to >= routes.length) return 'The route is at the end of the order already.';
    const moved = routes.toSpliced(from, 1).toSpliced(to, 0, route);
    const same = fallback === undefined ? undefined : moved.indexOf(routes[fallback] ?? route);
    return { routes: moved, fallback: same };
  });
}

/** Makes a route the one for bundles no other route takes, or none of them. */
export function setFallback(blueprint: Blueprint, path: StepPath, index: number | undefined): Edit {
  return changeRoutes(blueprint, path, (routes) => ({ routes, fallback: index }));
}

interface Routes {
  readonly routes: readonly Route[];
  readonly fallback: number | undefined;
}

function changeRoutes(
  blueprint: Blueprint,
  path: StepPath,
  change: (routes: readonly Route[], fallback: number | undefined) => Routes | string,
): Edit {
  const step = stepAt(blueprint, path);
  if (step?.module !== ROUTER) return refused('The router is not there any more.');
  const old = fallbackOf(step);
  const changed = change(routesOf(step), old);
  if (typeof changed === 'string') return refused(changed);
  const { routes, fallback } = changed;
  const withRoutes = withKey(step, 'routes', routes);
  const withFallback =
    fallback === old ? withRoutes : withKey(withRoutes, 'parameters', withKey(step.parameters ?? {}, 'else', fallback));
  return done(
    changeAt(blueprint, path, () => withFallback),
    path,
  );
}

function behindRemoval(fallback: number | undefined, removed: number): number | undefined {
  if (fallback === undefined || fallback === removed) return undefined;
  return fallback > removed ? fallback - 1 : fallback;
}
