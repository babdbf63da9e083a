import { Modal } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { Suspense, useEffect, useRef } from 'react';
import { pathOfId, stepAt } from '../model/step-path.ts';
import { Boundary } from '../ui/boundary.tsx';
import { closesByEscape } from '../ui/closes-by-escape.ts';
import { lazyPart } from '../ui/lazy-part.ts';
import { Loading } from '../ui/loading.tsx';
import { useEditor } from './editor.ts';
import { labelOfStep, nameOfStep } from './module-names.ts';
import classes from './builder.module.css';

const ModuleSettings = lazyPart(() => import('../settings/module-settings.tsx'));

/** The settings of the module that is open: beside the canvas where there is room, else as a dialog. */
export function SettingsPlace() {
  const { settings, blueprint, catalogue, closeSettings, focus } = useEditor();
  const isWide = useMediaQuery('(min-width: 1200px)', true, { getInitialValueInEffect: false });
  const isPhone = useMediaQuery('(max-width: 767px)', false, { getInitialValueInEffect: false });
  const panel = useRef<HTMLElement>(null);
  const request = settings?.enters === true ? settings.request : undefined;
  useEffect(() => {
    if (request !== undefined) panel.current?.focus({ preventScroll: true });
  }, [request]);
  if (settings === undefined) return null;
  const path = pathOfId(blueprint, settings.id);
  const step = path && stepAt(blueprint, path);
  if (step === undefined) return null;
  const close = (): void => {
    closeSettings();
    focus(settings.id);
  };
  const content = (
    <Boundary key={settings.id}>
      <Suspense fallback={<Loading label="Loading the settings" />}>
        <ModuleSettings
          key={settings.id}
          stepId={settings.id}
          tab={settings.tab}
          field={settings.field}
          onClose={close}
        />
      </Suspense>
    </Boundary>
  );
  if (isWide) {
    return (
      <aside
        ref={panel}
        tabIndex={-1}
        className={classes['settings']}
        aria-label={`Settings of ${nameOfStep(step, catalogue)}`}
      >
        {content}
      </aside>
    );
  }
  return (
    <Modal
      opened
      onClose={close}
      closeOnEscape={false}
      onKeyDown={closesByEscape(close)}
      title={labelOfStep(step, catalogue)}
      size="xl"
      fullScreen={isPhone}
    >
      {content}
    </Modal>
  );
}
