/** What is dragged: a module of the list by its name, or a card by the key of its path. */
export type Dragged =
  { readonly kind: 'module'; readonly name: string } | { readonly kind: 'step'; readonly key: string };

/** Pixels the pointer moves before a press becomes a drag. */
const THRESHOLD = 5;
/** Pixels around a place in which it still catches what is dragged. */
const REACH = 170;
/** Pixels from the edge of the canvas where it begins to scroll, and how far each time. */
const EDGE = 36;
const SCROLL = 14;

/** What a drag is asked and told. */
export interface DragHost {
  /** Why it cannot be dropped at a place (by its key); undefined when it can. */
  whyNot(dragged: Dragged, place: string): string | undefined;
  started(dragged: Dragged): void;
  dropped(dragged: Dragged, place: string): void;
}

/**
 * Lets modules be dragged with the mouse, from the list and on the canvas; fingers scroll, and use the menus instead.
 * Gives the function that ends it.
 */
export function listenForDrags(host: DragHost): () => void {
  let session: Session | undefined;
  const down = (event: PointerEvent): void => {
    const source = event.button === 0 && event.pointerType !== 'touch' ? sourceOf(event.target) : undefined;
    if (source !== undefined) session = { ...source, x: event.clientX, y: event.clientY };
  };
  const move = (event: PointerEvent): void => {
    if (session === undefined) return;
    if (session.ghost === undefined) {
      if (Math.hypot(event.clientX - session.x, event.clientY - session.y) < THRESHOLD) return;
      begin(session, host);
    }
    event.preventDefault();
    follow(session, event, host);
  };
  const up = (): void => {
    if (session?.ghost === undefined) {
      session = undefined;
      return;
    }
    const { dragged, over } = session;
    swallowClick();
    end(session);
    session = undefined;
    if (over !== undefined) host.dropped(dragged, over);
  };
  const cancel = (): void => {
    if (session !== undefined) end(session);
    session = undefined;
  };
  const key = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || session?.ghost === undefined) return;
    event.stopPropagation();
    cancel();
  };
  const ending = new AbortController();
  const options = { signal: ending.signal };
  addEventListener('pointerdown', down, options);
  addEventListener('pointermove', move, options);
  addEventListener('pointerup', up, options);
  addEventListener('pointercancel', cancel, options);
  addEventListener('keydown', key, { ...options, capture: true });
  return () => {
    cancel();
    ending.abort();
  };
}

interface Session {
  readonly dragged: Dragged;
  readonly element: HTMLElement;
  readonly x: number;
  readonly y: number;
  ghost?: HTMLElement;
  marked?: HTMLElement;
  over?: string | undefined;
}

function sourceOf(target: EventTarget | null): Pick<Session, 'dragged' | 'element'> | undefined {
  if (!(target instanceof Element)) return undefined;
  const entry = target.closest<HTMLElement>('[data-drag-module]');
  const name = entry?.dataset['dragModule'];
  if (entry && name !== undefined) return { element: entry, dragged: { kind: 'module', name } };
  const card = target.closest<HTMLElement>('[data-drag-step]');
  const key = card?.dataset['dragStep'];
  const button = target.closest('button');
  // Only the button that covers the card gives way to a drag.
  const isFree = button === null || button === card?.querySelector('button');
  return card && key !== undefined && isFree ? { element: card, dragged: { kind: 'step', key } } : undefined;
}

function begin(session: Session, host: DragHost): void {
  const ghost = session.element.cloneNode(true) as HTMLElement;
  ghost.setAttribute('aria-hidden', 'true');
  ghost.inert = true;
  ghost.dataset['ghost'] = 'true';
  ghost.style.width = `${session.element.offsetWidth}px`;
  document.body.append(ghost);
  session.ghost = ghost;
  session.element.dataset['dragged'] = 'true';
  document.documentElement.dataset['dragging'] = 'true';
  host.started(session.dragged);
}

function follow(session: Session, { clientX, clientY }: PointerEvent, host: DragHost): void {
  if (session.ghost !== undefined) session.ghost.style.transform = `translate(${clientX + 8}px, ${clientY + 8}px)`;
  const viewport = document.querySelector<HTMLElement>('[data-canvas-viewport]');
  if (viewport === null) return;
  const frame = viewport.getBoundingClientRect();
  const isInside = distanceTo(frame, clientX, clientY) === 0;
  if (isInside) scrollAtEdges(viewport, frame, { clientX, clientY });
  const place = isInside ? nearestPlace(viewport, clientX, clientY) : undefined;
  if (place === session.marked) return;
  unmark(session);
  const key = place?.dataset['place'];
  if (place === undefined || key === undefined) return;
  session.marked = place;
  const isRefused = host.whyNot(session.dragged, key) !== undefined;
  place.dataset[isRefused ? 'refused' : 'over'] = 'true';
  // What cannot be dropped is handed on too, so that people are told why.
  session.over = key;
}

function nearestPlace(viewport: HTMLElement, x: number, y: number): HTMLElement | undefined {
  let nearest: HTMLElement | undefined;
  let least = REACH;
  for (const place of viewport.querySelectorAll<HTMLElement>('[data-place]')) {
    const distance = distanceTo(place.getBoundingClientRect(), x, y);
    if (distance < least) [nearest, least] = [place, distance];
  }
  return nearest;
}

function distanceTo({ left, right, top, bottom }: DOMRect, x: number, y: number): number {
  return Math.hypot(Math.max(left - x, 0, x - right), Math.max(top - y, 0, y - bottom));
}

function scrollAtEdges(
  viewport: HTMLElement,
  { left, right, top, bottom }: DOMRect,
  { clientX, clientY }: { readonly clientX: number; readonly clientY: number },
): void {
  const step = (before: number, after: number): number => (before < EDGE ? -SCROLL : after < EDGE ? SCROLL : 0);
  viewport.scrollBy(step(clientX - left, right - clientX), step(clientY - top, bottom - clientY));
}

function unmark(session: Session): void {
  delete session.marked?.dataset['over'];
  delete session.marked?.dataset['refused'];
  delete session.marked;
  delete session.over;
}

function end(session: Session): void {
  unmark(session);
  session.ghost?.remove();
  delete session.element.dataset['dragged'];
  delete document.documentElement.dataset['dragging'];
}

/** The press that ended the drag is no press of what lies below. */
function swallowClick(): void {
  const swallow = (event: MouseEvent): void => {
    event.stopPropagation();
    event.preventDefault();
  };
  addEventListener('click', swallow, { capture: true, once: true });
  // No click follows when the button went up over something else.
  setTimeout(() => removeEventListener('click', swallow, { capture: true }));
}
