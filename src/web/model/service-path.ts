import { own } from './values.ts';

/** The path of the outermost folder: paths begin with a slash unless the app says that its root is not shown. */
export function rootPath(options: unknown): string {
  return own(options, 'showRoot') === false ? '' : '/';
}

/** The path of something in a folder. */
export function entryPath(folder: string, value: string): string {
  const name = value.replace(/^\/+/, '');
  return folder === '' || folder.endsWith('/') ? folder + name : `${folder}/${name}`;
}

/** The path of the folder something is in, at most the outermost one. */
export function parentPath(path: string, root: string): string {
  const end = path.replace(/\/+$/, '').lastIndexOf('/');
  return end < root.length ? root : path.slice(0, end);
}
