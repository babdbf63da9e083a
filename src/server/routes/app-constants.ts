import { z } from 'zod';
import type { App } from '../../manifest/app.ts';
import * as contract from '../contract/app-constants.ts';
import { operation } from '../operation.ts';
import type { Operation } from '../operation.ts';
import { fieldsOf } from '../views/app.ts';
import { findApp } from './app-access.ts';

const tag = 'Apps';
const params = z.object({ app: z.string() });

/** Constants an administrator gives for an app, such as the client secret its author does not hand out. */
export const APP_CONSTANT_OPERATIONS: readonly Operation[] = [
  operation(
    {
      method: 'get',
      path: '/api/v1/apps/{app}/constants',
      operationId: 'getAppConstants',
      tag,
      summary: 'Tell which constants of an app were given here',
      params,
      result: { status: 200, description: 'Their names, and the forms for them.', schema: contract.appConstants },
    },
    ({ parts, params }) => ({ body: show(findApp(parts, params.app), parts.installs.constantsOf(params.app)) }),
  ),
  operation(
    {
      method: 'patch',
      path: '/api/v1/apps/{app}/constants',
      operationId: 'giveAppConstants',
      tag,
      summary: 'Give constants of an app',
      description: 'They are kept encrypted, stand over those of the app, and are never shown. What is left out stays.',
      params,
      body: contract.appConstantsUpdate,
      result: { status: 200, description: 'Their names, and the forms for them.', schema: contract.appConstants },
      errors: [422],
    },
    async ({ parts, params, body }) => {
      findApp(parts, params.app);
      const app = await parts.installs.giveConstants(params.app, body.values, body.connection);
      return { body: show(app, parts.installs.constantsOf(params.app)) };
    },
  ),
];

function show(app: App, names: readonly string[]): z.output<typeof contract.appConstants> {
  const forms = [...app.connections.values()].filter(({ installForm }) => installForm.fields.length > 0);
  return {
    names: [...names],
    forms: forms.map(({ name, label, installForm, installs }) => ({
      connection: name,
      label,
      fields: fieldsOf(installForm.fields),
      gives: [...installs],
    })),
  };
}
