import { z } from 'zod';
import type { AppSource } from '../../manifest/app-source.ts';
import { sourceOfArchive } from '../../manifest/archive.ts';
import type { GivenFiles } from '../../manifest/given-files.ts';
import { reportOn } from '../../manifest/report.ts';
import * as contract from '../contract/apps.ts';
import { operation } from '../operation.ts';
import type { Operation } from '../operation.ts';
import { showAppFinding, showAppSummary } from '../views/app.ts';
import { showAppReport } from '../views/app-report.ts';
import { findApp } from './app-access.ts';

const tag = 'Apps';
const params = z.object({ app: z.string() });

/** Apps that come and go while the server runs, and how well they fit. */
export const APP_INSTALL_OPERATIONS: readonly Operation[] = [
  operation(
    {
      method: 'post',
      path: '/api/v1/apps',
      operationId: 'installApp',
      tag,
      summary: 'Install an app',
      description:
        'Its files are checked first; with an error among the findings nothing is installed. The app is there at once for modules, connections, webhooks and runs, and after a restart. An app that is replaced may not lack what active scenarios, connections or webhooks use.',
      body: contract.appImport,
      bodyLimit: 10 * 1024 * 1024,
      result: { status: 201, description: 'The app as it is installed.', schema: contract.installedApp },
      errors: [409, 413, 422],
    },
    async ({ parts, body }) => {
      const app = await parts.installs.install(givenIn(body), { replace: body.replace });
      const findings = app.findings.map(showAppFinding);
      const leftOut = app.leftOut.map((part) => ({ ...part }));
      return { body: { ...showAppSummary(app, false), findings, leftOut }, location: `/api/v1/apps/${app.name}` };
    },
  ),
  operation(
    {
      method: 'delete',
      path: '/api/v1/apps/{app}',
      operationId: 'removeApp',
      tag,
      summary: 'Remove an app that nothing uses',
      params,
      result: { status: 204, description: 'It is gone.' },
      errors: [409],
    },
    async ({ parts, params }) => {
      await parts.installs.remove(params.app);
      return { body: undefined };
    },
  ),
  operation(
    {
      method: 'get',
      path: '/api/v1/apps/{app}/report',
      operationId: 'reportOnApp',
      tag,
      summary: 'Check the files of an app, and count what it relies on',
      params,
      result: { status: 200, description: 'What the check finds.', schema: contract.appReport },
    },
    async ({ parts, params }) => {
      return { body: showAppReport(await reportOn(findApp(parts, params.app).folder)) };
    },
  ),
];

function givenIn({ files, archive }: z.output<typeof contract.appImport>): GivenFiles | AppSource {
  return archive === undefined ? (files ?? {}) : sourceOfArchive(Buffer.from(archive, 'base64'));
}
