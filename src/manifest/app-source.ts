import type { Problem } from '../core/source.ts';
import type { AppFunction } from './functions.ts';
import type { Read } from './reads.ts';
import type { SourceFile, SourceText } from './source-file.ts';

/** All files of an app, parsed, in the order of their paths. */
export interface AppSource {
  /** Name of the layout it was read in. */
  readonly layout: string;
  /**
   * Made for Make, not for us: keys that are not known here are warnings, and a component that cannot be used is left
   * out while the rest loads.
   */
  readonly isLenient: boolean;
  readonly manifest: SourceFile | undefined;
  /** Every component file; the manifest is not among them. */
  readonly components: readonly SourceFile[];
  readonly functions: readonly AppFunction[];
  /** Every text the app was read from. */
  readonly texts: readonly SourceText[];
  /** What kept a file from being read or parsed. */
  readonly problems: readonly Problem[];
  /** What the expressions of a file read; worked out once. */
  readonly readsOf: (file: SourceFile) => readonly Read[];
}
