/** Counts what was asked, and what was said, so that either side can sleep until the other has done something. */
export const OURS_TO_THREAD = 0;
/** @see OURS_TO_THREAD */
export const THREAD_TO_US = 1;

/** What the thread of the functions is started with, besides its port. */
export interface ThreadData {
  /** Shared by both sides: {@link OURS_TO_THREAD} and {@link THREAD_TO_US}. */
  readonly signals: Int32Array<SharedArrayBuffer>;
  /** Names of the built-in functions. */
  readonly builtIns: readonly string[];
}
