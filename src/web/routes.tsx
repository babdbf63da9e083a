import { Suspense } from 'react';
import type { ComponentType, LazyExoticComponent } from 'react';
import { Redirect, Route, Switch } from 'wouter';
import { Boundary } from './ui/boundary.tsx';
import { lazyPart } from './ui/lazy-part.ts';
import { Loading } from './ui/loading.tsx';
import { NotFoundPage } from './shell/not-found.tsx';

type Page = ComponentType<{ params: Record<string, string | undefined> }>;

/** Every address of the page; each page is loaded when it is first opened. */
const PAGES: readonly (readonly [path: string, page: LazyExoticComponent<Page>])[] = [
  ['/scenarios', lazyPart(() => import('./scenarios/scenarios-page.tsx'))],
  ['/scenarios/:id/history/:execution?', lazyPart(() => import('./history/scenario-history-page.tsx'))],
  ['/scenarios/:id/incomplete', lazyPart(() => import('./history/incomplete-page.tsx'))],
  ['/scenarios/:id', lazyPart(() => import('./builder/builder-page.tsx'))],
  ['/connections', lazyPart(() => import('./connections/connections-page.tsx'))],
  ['/webhooks/dead-letters', lazyPart(() => import('./inbox/dead-letters-page.tsx'))],
  ['/webhooks', lazyPart(() => import('./inbox/webhooks-page.tsx'))],
  ['/webhooks/:id/deliveries/:delivery', lazyPart(() => import('./inbox/webhook-page.tsx'))],
  ['/webhooks/:id', lazyPart(() => import('./inbox/webhook-page.tsx'))],
  ['/data-stores', lazyPart(() => import('./data-stores/data-stores-page.tsx'))],
  ['/data-stores/:id', lazyPart(() => import('./data-stores/data-store-page.tsx'))],
  ['/apps', lazyPart(() => import('./apps/apps-page.tsx'))],
  ['/apps/:app/:module?', lazyPart(() => import('./apps/app-page.tsx'))],
  ['/history/:execution?', lazyPart(() => import('./history/history-page.tsx'))],
  ['/sandbox/:section?', lazyPart(() => import('./sandbox/sandbox-page.tsx'))],
  ['/settings/:section?', lazyPart(() => import('./preferences/settings-page.tsx'))],
];

/** Shows the page of the address. */
export function Routes() {
  return (
    <Suspense fallback={<Loading label="Loading the page" />}>
      <Switch>
        <Route path="/">
          <Redirect to="/scenarios" replace />
        </Route>
        {PAGES.map(([path, Page]) => (
          <Route key={path} path={path}>
            {(params) => (
              <Boundary key={path}>
                <Page params={params} />
              </Boundary>
            )}
          </Route>
        ))}
        <Route>
          <NotFoundPage />
        </Route>
      </Switch>
    </Suspense>
  );
}
