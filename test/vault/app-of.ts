import type { Collection } from '../../src/core/json.ts';
import type { App } from '../../src/manifest/app.ts';
import { checkSource } from '../../src/manifest/check-app.ts';
import { sourceOfFiles } from '../../src/manifest/given-files.ts';

/** An app of one connection, compiled; `common` are its constants. Whatever is wrong with it fails the test. */
export function appOf(connection: Collection & { readonly name: string }, common: object = {}): App {
  const { name } = connection;
  const files = {
    'manifest.json': JSON.stringify({ name, label: name, version: '1.0.0', common, groups: [] }),
    [`connections/${name}.json`]: JSON.stringify(connection),
  };
  const { app, problems } = checkSource(sourceOfFiles(files), '');
  if (app === undefined) throw new Error(JSON.stringify(problems));
  return app;
}
