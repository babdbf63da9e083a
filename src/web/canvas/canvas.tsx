import { ActionIcon, Button } from '@mantine/core';
import { IconFocusCentered, IconMinus, IconPlus } from '@tabler/icons-react';
import { useEffect, useMemo, useRef } from 'react';
import { useBuilder } from '../builder/builder-state.ts';
import { useEditor } from '../builder/editor.ts';
import type { Finding } from '../api/contract.ts';
import type { Blueprint } from '../model/blueprint.ts';
import { CANVAS, STEPS_LIST } from '../model/aria-names.ts';
import { MAIN_FLOW, orphanLists, placeOfPointer, stepsAt } from '../model/step-path.ts';
import { Loading } from '../ui/loading.tsx';
import { CanvasProvider } from './canvas-provider.tsx';
import { StepProblemsContext, type StepProblems } from './card-problems.tsx';
import { EmptyCanvas } from './empty-canvas.tsx';
import { keyOfPlace } from './place-key.ts';
import { keyOfPath } from './step-key.ts';
import { StepList } from './step-list.tsx';
import { useOpenProblem } from '../builder/use-open-problem.ts';
import { useCanvasClipboard } from './use-canvas-clipboard.ts';
import { useCanvasKeys } from './use-canvas-keys.ts';
import { useStepActions } from './use-step-actions.ts';
import { useDirection } from './use-direction.ts';
import { usePan } from './use-pan.ts';
import { useZoom, type Zoom } from './use-zoom.ts';
import classes from './canvas.module.css';

/** The scenario as a picture: lists of cards on rails. */
export function Canvas() {
  const { blueprint, problems, catalogue } = useEditor();
  const viewport = useRef<HTMLDivElement>(null);
  const stage = useRef<HTMLDivElement>(null);
  const zoom = useZoom(viewport, stage);
  const direction = useDirection();
  const open = useOpenProblem();
  const actions = useStepActions();
  const canvas = useRef<HTMLElement>(null);
  useCanvasKeys(canvas, { actions, zoom, direction });
  useCanvasClipboard(canvas, actions);
  usePan(viewport);
  useFocusRequests(viewport);
  useAimMark(viewport);
  const stepProblems = useMemo(
    () => ({ byKey: problemsByKey(blueprint, problems), open }),
    [blueprint, problems, open],
  );
  const isEmpty = blueprint.flow.length === 0;
  const orphans = orphanLists(blueprint).filter((list) => stepsAt(blueprint, list).length > 0);
  return (
    <section ref={canvas} className={classes['canvas']} id="canvas" aria-label={CANVAS} tabIndex={-1}>
      <div className={classes['viewport']} ref={viewport} data-canvas-viewport>
        <div className={classes['stage']} ref={stage} data-direction={direction} style={{ zoom: zoom.factor }}>
          <CanvasProvider actions={actions} direction={direction}>
            <StepProblemsContext value={stepProblems}>
              {isEmpty && <EmptyCanvas />}
              {!isEmpty && !catalogue.isComplete && <Loading label="Loading the modules" lines={2} />}
              {!isEmpty && catalogue.isComplete && (
                <StepList name={STEPS_LIST} steps={blueprint.flow} listKey={MAIN_KEY} kind="flow" />
              )}
              {catalogue.isComplete &&
                orphans.map((list, index) => (
                  <div key={keyOfPath(list)} className={classes['orphans']}>
                    <p>Not joined to the scenario; these modules never run.</p>
                    <StepList
                      name={`Modules that are not joined, part ${index + 1}`}
                      steps={stepsAt(blueprint, list)}
                      listKey={keyOfPath(list)}
                      kind="orphans"
                    />
                  </div>
                ))}
            </StepProblemsContext>
          </CanvasProvider>
        </div>
      </div>
      {!isEmpty && <ZoomBar zoom={zoom} />}
    </section>
  );
}

function problemsByKey(blueprint: Blueprint, problems: readonly Finding[]): StepProblems['byKey'] {
  const byKey = new Map<string, Finding[]>();
  for (const problem of problems) {
    const path = placeOfPointer(blueprint, problem.pointer)?.path;
    if (path === undefined) continue;
    const key = keyOfPath(path);
    byKey.set(key, [...(byKey.get(key) ?? []), problem]);
  }
  return byKey;
}

const MAIN_KEY = keyOfPath(MAIN_FLOW);

function ZoomBar({ zoom }: { readonly zoom: Zoom }) {
  const percent = Math.round(zoom.factor * 100);
  return (
    <div className={classes['zoom']} role="group" aria-label="Zoom">
      <ActionIcon variant="subtle" color="gray" aria-label="Zoom out" onClick={zoom.zoomOut}>
        <IconMinus size={16} />
      </ActionIcon>
      <Button
        variant="subtle"
        color="gray"
        size="compact-sm"
        className={classes['percent']}
        aria-label={`Zoom ${percent} %, back to 100 %`}
        onClick={zoom.reset}
      >
        {percent} %
      </Button>
      <ActionIcon variant="subtle" color="gray" aria-label="Zoom in" onClick={zoom.zoomIn}>
        <IconPlus size={16} />
      </ActionIcon>
      <ActionIcon variant="subtle" color="gray" aria-label="Fit everything" onClick={zoom.fit}>
        <IconFocusCentered size={16} />
      </ActionIcon>
    </div>
  );
}

/** Brings the card a part of the builder asks for into view and focuses it. */
function useFocusRequests(viewport: React.RefObject<HTMLElement | null>): void {
  const { focusRequest } = useBuilder();
  const { settings } = useEditor();
  useEffect(() => {
    const card = focusRequest && cardOf(viewport.current, focusRequest.id);
    if (!card || card.contains(document.activeElement)) return;
    card.querySelector('button')?.focus({ preventScroll: true });
    card.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [focusRequest, viewport]);
  // The settings take room from the canvas.
  useEffect(() => {
    if (settings !== undefined) {
      cardOf(viewport.current, settings.id)?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    }
  }, [settings, viewport]);
}

function cardOf(viewport: HTMLElement | null, id: number): HTMLElement | null | undefined {
  return viewport?.querySelector(`[data-id="${id}"]`)?.querySelector<HTMLElement>('[data-drag-step]');
}

/** Marks the place the next module goes to. The many buttons on the lines need not be drawn again for it. */
function useAimMark(viewport: React.RefObject<HTMLElement | null>): void {
  const { aim } = useBuilder();
  useEffect(() => {
    if (aim === undefined) return undefined;
    const key = keyOfPlace(aim.place);
    const spot = [...(viewport.current?.querySelectorAll<HTMLElement>('[data-place]') ?? [])].find(
      (element) => element.dataset['place'] === key,
    );
    spot?.setAttribute('data-aimed', 'true');
    return () => spot?.removeAttribute('data-aimed');
  }, [aim, viewport]);
}
