import { ownValue } from '../../core/json.ts';
import { pointerTo } from '../../core/source.ts';
import type { AppFiles } from '../app-files.ts';
import { membersOf } from '../sections.ts';
import type { SourceKind } from '../source-file.ts';
import { valueAt, type FoundCode } from './compose.ts';
import { below, holds } from './layout.ts';
import type { TakenFiles } from './taken-files.ts';

/** Beside a makecomapp.json: what that has no place for. Other tools leave it alone. */
export const EXTRAS_FILE = 'sonar-connect.json';

/** What the file states; nothing when there is no such file. */
export interface Extras {
  /** The name of the app. */
  readonly appName: unknown;
  /** About the app as a whole: everything but its name. */
  ofApp(): readonly FoundCode[];
  of(kind: SourceKind, name: string): readonly FoundCode[];
}

/** Reads the file beside the manifest in `root`. */
export function extrasIn(files: AppFiles, root: string, taken: TakenFiles): Extras {
  if (!holds(files, root, EXTRAS_FILE, 'file')) return { appName: undefined, ofApp: () => [], of: () => [] };
  const file = taken.json(below(root, EXTRAS_FILE), 'manifest');
  const membersAt = (pointer: string): FoundCode[] =>
    membersOf(valueAt({ file, pointer }), pointer).map((member) => ({
      key: member.key,
      file,
      pointer: member.pointer,
    }));
  return {
    appName: ownValue(ownValue(file.json, 'app'), 'name'),
    ofApp: () => membersAt('/app').filter(({ key }) => key !== 'name'),
    of: (kind, name) => membersAt(pointerTo(`/${kind}`, name)),
  };
}
