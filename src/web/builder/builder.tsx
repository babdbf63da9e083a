import { RunBar } from '../runs/run-bar.tsx';
import { RunResultsProvider } from '../runs/run-results-provider.tsx';
import { Tray } from '../runs/tray.tsx';
import { Canvas } from '../canvas/canvas.tsx';
import { usePageTitle } from '../ui/page.tsx';
import { BuilderDialogs } from './builder-dialogs.tsx';
import { DraftBanner } from './draft-banner.tsx';
import { useEditor } from './editor.ts';
import { PalettePlace } from './palette-place.tsx';
import { SettingsPlace } from './settings-place.tsx';
import { TopBar } from './top-bar.tsx';
import { useDrags } from './use-drags.ts';
import { useBuilderKeys } from './use-builder-keys.ts';
import { useAddressed } from './use-addressed.ts';
import classes from './builder.module.css';

/** The parts of the builder and where they stand. */
export function Builder() {
  const { scenario, name } = useEditor();
  const heading = usePageTitle(name);
  useBuilderKeys();
  useAddressed();
  useDrags();
  return (
    <RunResultsProvider scenarioId={scenario.id}>
      <div className={classes['builder']}>
        <a className={classes['skip']} href="#canvas">
          Skip to canvas
        </a>
        <a className={classes['skip']} href="#run-bar">
          Skip to run bar
        </a>
        <h1 className="visually-hidden" ref={heading} tabIndex={-1}>
          {name}
        </h1>
        <TopBar />
        <DraftBanner />
        <div className={classes['middle']}>
          <PalettePlace />
          <Canvas />
          <SettingsPlace />
        </div>
        <div id="run-bar" tabIndex={-1} className={classes['runBar']}>
          <RunBar />
        </div>
        <Tray />
      </div>
      <BuilderDialogs />
    </RunResultsProvider>
  );
}
