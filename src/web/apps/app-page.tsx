import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { appQuery } from '../api/apps.ts';
import type { AppDetail, ModuleSummary } from '../api/contract.ts';
import { Loaded } from '../ui/loaded.tsx';
import { moduleGlyph } from '../ui/module-glyph.tsx';
import { Page } from '../ui/page.tsx';
import { AppConstants } from './app-constants.tsx';
import { AppReport } from './app-report.tsx';
import classes from './apps.module.css';
import { ModuleReference } from './module-reference.tsx';
import { PartsReference } from './parts-reference.tsx';
import { RemoveApp } from './remove-app.tsx';

/** One app: its modules by group, and the reference of one of them or of its other parts. */
export default function AppPage({ params }: { readonly params: Record<string, string | undefined> }) {
  const name = params['app'] ?? '';
  const module = params['module'];
  const query = useQuery(appQuery(name));
  return (
    <Page {...headOf(name, module, query.data)} {...actionsOf(module, query.data)}>
      <Loaded query={query} label="Loading the app">
        {(app) => (
          <div className={classes['columns']}>
            <nav aria-label={`Modules of ${app.label}`} className={classes['index']}>
              {groupsOf(app).map(({ label, modules }) => (
                <div key={label}>
                  <h2>{label}</h2>
                  <ul>
                    {modules.map((one) => (
                      <li key={one.name}>
                        <Entry app={app.name} module={one} isHere={one.name === module} />
                      </li>
                    ))}
                  </ul>
                </div>
              ))}
            </nav>
            <div className={classes['reference']}>
              {module === undefined ? (
                <>
                  <AppReport app={app.name} />
                  <AppConstants key={app.name} app={app.name} label={app.label} />
                  <PartsReference app={app} />
                </>
              ) : (
                <ModuleReference app={app.name} module={module} />
              )}
            </div>
          </div>
        )}
      </Loaded>
    </Page>
  );
}

/** What stands on top: the module, else the app; its name in the address until it was read. */
function headOf(name: string, module: string | undefined, app: AppDetail | undefined) {
  const label = app?.label ?? name;
  const apps = { label: 'Apps', href: '/apps' };
  if (module === undefined) return { title: label, crumbs: [apps], description: app?.description };
  const summary = app?.modules.find((one) => one.name === module);
  const crumbs = [apps, { label, href: `/apps/${name}` }];
  return { title: summary?.label ?? module, crumbs, description: summary?.description };
}

/** An app of the server stays. */
function actionsOf(module: string | undefined, app: AppDetail | undefined) {
  if (module !== undefined || app === undefined || app.builtIn) return {};
  return { actions: <RemoveApp name={app.name} label={app.label} /> };
}

function Entry({
  app,
  module: { name, label, moduleType },
  isHere,
}: {
  readonly app: string;
  readonly module: ModuleSummary;
  readonly isHere: boolean;
}) {
  const { icon: Icon } = moduleGlyph(`${app}:${name}`);
  return (
    <Link href={`/apps/${app}/${name}`} className={classes['entry']} aria-current={isHere ? 'page' : undefined}>
      <Icon size={16} aria-hidden />
      <span>
        {label}
        {moduleType === 'instant_trigger' && (
          <Text span size="xs" c="dimmed">
            {' '}
            INSTANT
          </Text>
        )}
      </span>
    </Link>
  );
}

/** The groups of the manifest, then what stands in none of them. */
function groupsOf(app: AppDetail): readonly { readonly label: string; readonly modules: readonly ModuleSummary[] }[] {
  const grouped = new Set(app.groups.flatMap(({ modules }) => modules));
  const rest = app.modules.filter(({ name }) => !grouped.has(name));
  const groups = app.groups.map(({ label, modules }) => ({
    label,
    modules: modules.flatMap((name) => app.modules.filter((one) => one.name === name)),
  }));
  return rest.length === 0
    ? groups
    : [...groups, { label: groups.length === 0 ? 'Modules' : 'Further modules', modules: rest }];
}
