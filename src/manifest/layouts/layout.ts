import type { ManifestLimits } from '../../core/limits.ts';
import type { AppFiles } from '../app-files.ts';
import type { AppSource } from '../app-source.ts';

/** One way to lay an app out in files. */
export interface Layout {
  /** Stable name. */
  readonly name: string;
  /** One sentence for people: how it is recognised. */
  readonly summary: string;
  /** Whether an app in this layout stands in `root`, by what is in there. */
  recognises(files: AppFiles, root: string): boolean;
  /** What is wrong with the files is part of the result, never an exception. */
  read(files: AppFiles, root: string, limits: ManifestLimits): AppSource;
}

/** The path of a name in a folder, where the empty text is the top. */
export function below(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`;
}

/** Whether a folder holds a file or folder of this name. */
export function holds(files: AppFiles, folder: string, name: string, type: 'file' | 'folder'): boolean {
  return files.list(folder).some((entry) => entry.name === name && entry.type === type);
}
