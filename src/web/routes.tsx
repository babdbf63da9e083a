import { lazy, Suspense } from 'react';
import type { ComponentType, LazyExoticComponent } from 'react';
import { Redirect, Route, Switch } from 'wouter';
import { Loading } from './ui/loading.tsx';
import { NotFoundPage } from './shell/not-found.tsx';

type Page = ComponentType<{ params: Record<string, string | undefined> }>;

/** Every address of the page; each page is loaded when it is first opened. */
const PAGES: readonly (readonly [path: string, page: LazyExoticComponent<Page>])[] = [
  ['/scenarios', lazy(() => import('./scenarios/scenarios-page.tsx'))],
  ['/scenarios/:id/history/:execution?', lazy(() => import('./history/scenario-history-page.tsx'))],
  ['/scenarios/:id/incomplete', lazy(() => import('./history/incomplete-page.tsx'))],
  ['/scenarios/:id', lazy(() => import('./builder/builder-page.tsx'))],
  ['/connections', lazy(() => import('./connections/connections-page.tsx'))],
  ['/webhooks/dead-letters', lazy(() => import('./inbox/dead-letters-page.tsx'))],
  ['/webhooks', lazy(() => import('./inbox/webhooks-page.tsx'))],
  ['/webhooks/:id/deliveries/:delivery', lazy(() => import('./inbox/webhook-page.tsx'))],
  ['/webhooks/:id', lazy(() => import('./inbox/webhook-page.tsx'))],
  ['/apps', lazy(() => import('./apps/apps-page.tsx'))],
  ['/apps/:app/:module?', lazy(() => import('./apps/app-page.tsx'))],
  ['/history/:execution?', lazy(() => import('./history/history-page.tsx'))],
  ['/sandbox/:section?', lazy(() => import('./sandbox/sandbox-page.tsx'))],
  ['/settings/:section?', lazy(() => import('./preferences/settings-page.tsx'))],
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
            {(params) => <Page params={params} />}
          </Route>
        ))}
        <Route>
          <NotFoundPage />
        </Route>
      </Switch>
    </Suspense>
  );
}
