import { Button, Text } from '@mantine/core';
import { IconUpload } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Suspense, useState } from 'react';
import { Link } from 'wouter';
import { appsQuery } from '../api/apps.ts';
import { counted } from '../model/aria-names.ts';
import { Empty } from '../ui/empty.tsx';
import { Loaded } from '../ui/loaded.tsx';
import { Page } from '../ui/page.tsx';
import { lazyPart } from '../ui/lazy-part.ts';
import classes from './apps.module.css';

const ImportApp = lazyPart(() => import('./import-app.tsx'));

/** The installed apps. */
export default function AppsPage() {
  const query = useQuery(appsQuery());
  const [isImporting, setImporting] = useState(false);
  return (
    <Page
      title="Apps"
      description="What scenarios can use. The reference of every module is made from its manifest."
      actions={
        <Button leftSection={<IconUpload size={16} aria-hidden />} onClick={() => setImporting(true)}>
          Import app…
        </Button>
      }
    >
      <Loaded query={query} label="Loading apps">
        {(apps) =>
          apps.length === 0 ? (
            <Empty text="No app is installed. Import one, or start the server with its folder." />
          ) : (
            <ul className={classes['cards']} aria-label="Installed apps">
              {apps.map(({ name, label, version, description, modules }) => (
                <li key={name}>
                  <Link href={`/apps/${name}`} className={classes['card']}>
                    <Text fw={650}>{label}</Text>
                    <Text size="xs" c="dimmed">
                      {name} {version} · {counted(modules, 'module')}
                    </Text>
                    {description !== undefined && <Text size="sm">{description}</Text>}
                  </Link>
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
      {isImporting && (
        <Suspense fallback={null}>
          <ImportApp onClose={() => setImporting(false)} />
        </Suspense>
      )}
    </Page>
  );
}
