import { isValues } from './values.ts';

/** Texts of the files of an app by their path below its folder. */
export type AppFiles = Readonly<Record<string, string>>;

/** What is sent of an app: its files, or a zip archive of its folder in base64. */
export type GivenApp = { readonly files: AppFiles } | { readonly archive: string };

/** Most bytes of all files together: what the server takes at once, with room for quotes. */
export const MOST_APP_BYTES = 9 * 1024 * 1024;

/** Most bytes of an archive: in base64 it takes a third more. */
export const MOST_ARCHIVE_BYTES = 7 * 1024 * 1024;

const COMPONENT = /^(?:(?:modules|connections|webhooks|rpcs)\/[^/]+\.jsonc?|functions\/[^/]+\.js)$/;

/** What an app made for Make may consist of, in whatever folders, and folders that hold nothing of it. */
const CODE = /\.(?:jsonc?|imljson|js)$/;
const ELSEWHERE = /(?:^|\/)(?:\.[^/]*|node_modules|dist|build|coverage)\//;

/**
 * The files of the app in a chosen folder, each with its path below it. Of an app of ours: the folder itself, or the one
 * inside it that holds the only `manifest.json` nearest to the top, and nothing else. Of any other: all code, because
 * the server knows the layouts of apps made for Make.
 * @param paths as browsers give them, the name of the folder in front: `acme/modules/get.json`
 */
export function appPaths(paths: readonly string[]): ReadonlyMap<string, string> {
  const own = paths.some((path) => path.endsWith('/makecomapp.json')) ? new Map<string, string>() : ownPaths(paths);
  if (own.size > 0) return own;
  const inside = paths.map((path) => [path, path.slice(path.indexOf('/') + 1)] as const);
  return new Map(inside.filter(([, below]) => CODE.test(below) && !ELSEWHERE.test(below)));
}

function ownPaths(paths: readonly string[]): ReadonlyMap<string, string> {
  const manifests = paths.filter((path) => path.split('/').at(-1) === 'manifest.json');
  const depth = Math.min(...manifests.map((path) => path.split('/').length));
  const [manifest, other] = manifests.filter((path) => path.split('/').length === depth);
  if (manifest === undefined || other !== undefined) return new Map();
  const root = manifest.slice(0, -'manifest.json'.length);
  const inside = paths.filter((path) => path.startsWith(root)).map((path) => [path, path.slice(root.length)] as const);
  return new Map(inside.filter(([, own]) => own === 'manifest.json' || COMPONENT.test(own)));
}

const MANIFESTS = ['manifest.json', 'makecomapp.json', 'metadata.json'];

/** The files in one JSON text: `{files: {...}}` or the files themselves, each a text or JSON; undefined when it is none. */
export function filesInBundle(text: string): AppFiles | undefined {
  const value = parsed(text);
  const files = isValues(value) && isValues(value['files']) ? value['files'] : value;
  if (!isValues(files) || !MANIFESTS.some((name) => files[name] !== undefined)) return undefined;
  return Object.fromEntries(
    Object.entries(files).map(([path, file]) => [
      path,
      typeof file === 'string' ? file : JSON.stringify(file, null, 2),
    ]),
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
