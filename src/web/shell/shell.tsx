import { Suspense, useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import { ActionIcon, Button, Kbd } from '@mantine/core';
import { IconLayoutSidebarLeftCollapse, IconLayoutSidebarLeftExpand, IconSearch } from '@tabler/icons-react';
import { Link, useLocation } from 'wouter';
import { usePreference } from '../preferences/preference.ts';
import { ConnectionBanner } from './connection-banner.tsx';
import { HelpMenu } from './help-menu.tsx';
import { SECTIONS } from './sections.ts';
import { ThemeMenu } from './theme-menu.tsx';
import { useReturnedFocus } from './use-returned-focus.ts';
import { lazyPart } from '../ui/lazy-part.ts';
import classes from './shell.module.css';

const CommandPalette = lazyPart(() => import('./command-palette.tsx'));

const BUILDER = /^\/scenarios\/[^/]+$/;

/** What stands around every page: the rail, the header, the banner and the landmarks. */
export function Shell({ children }: { readonly children: ReactNode }) {
  useReturnedFocus();
  const [isPaletteOpen, setPaletteOpen] = useState(false);
  const [prefersNarrow, setNarrow] = usePreference('narrowRail');
  const [location] = useLocation();
  // The builder needs the room.
  const isBuilder = BUILDER.test(location);
  const isNarrow = prefersNarrow || isBuilder;
  useEffect(() => {
    const open = (event: KeyboardEvent): void => {
      if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== 'k') return;
      event.preventDefault();
      setPaletteOpen(true);
    };
    addEventListener('keydown', open);
    return () => removeEventListener('keydown', open);
  }, []);
  return (
    <div className={classes['shell']} data-narrow={isNarrow || undefined}>
      <a className={classes['skip']} href="#main">
        Skip to content
      </a>
      <header className={classes['header']}>
        <Link href="/scenarios" className={classes['brand']} aria-label="Sonar Connect, scenarios">
          <img src="/icon.svg" alt="" width={28} height={28} />
          <span>Sonar Connect</span>
        </Link>
        <Button
          className={classes['search']}
          variant="default"
          leftSection={<IconSearch size={16} aria-hidden />}
          rightSection={<Kbd size="xs">Ctrl K</Kbd>}
          aria-keyshortcuts="Control+K Meta+K"
          onClick={() => setPaletteOpen(true)}
        >
          Search and commands
        </Button>
        <div className={classes['tools']}>
          <ThemeMenu />
          <HelpMenu />
        </div>
      </header>
      <nav className={classes['rail']} aria-label="Main">
        <ul>
          {SECTIONS.map((section) => (
            <Section key={section.path} {...section} />
          ))}
        </ul>
        {!isBuilder && (
          <ActionIcon
            className={classes['fold']}
            variant="subtle"
            color="gray"
            size="lg"
            aria-label={isNarrow ? 'Widen the navigation' : 'Narrow the navigation'}
            onClick={() => setNarrow(!isNarrow)}
          >
            {isNarrow ? <IconLayoutSidebarLeftExpand size={20} /> : <IconLayoutSidebarLeftCollapse size={20} />}
          </ActionIcon>
        )}
      </nav>
      <div className={classes['body']}>
        <ConnectionBanner />
        <main id="main" tabIndex={-1} className={classes['main']}>
          <div className={classes['scroll']}>{children}</div>
          {/* Menus and lists open here, so that they belong to a landmark. */}
          <div id="overlays" className={classes['overlays']} />
        </main>
      </div>
      {isPaletteOpen && (
        <Suspense fallback={null}>
          <CommandPalette onClose={() => setPaletteOpen(false)} />
        </Suspense>
      )}
    </div>
  );
}

function Section({ path, label, icon: Icon }: (typeof SECTIONS)[number]) {
  const [location] = useLocation();
  const isHere = location === path || location.startsWith(`${path}/`);
  return (
    <li>
      <Link href={path} className={classes['section']} aria-current={isHere ? 'page' : undefined} title={label}>
        <Icon size={20} stroke={1.7} aria-hidden />
        <span>{label}</span>
      </Link>
    </li>
  );
}
