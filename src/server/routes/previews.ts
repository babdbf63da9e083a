import type { z } from 'zod';
import type { RequestPreview } from '../../communication/call.ts';
import type { CallServices } from '../../communication/services.ts';
import { isCollection, type Collection, type Json } from '../../core/json.ts';
import { BUILT_INS } from '../../engine/builtins/index.ts';
import { previewChecked } from '../../engine/module/run-module.ts';
import { missingReferences } from '../../iml/missing.ts';
import { previewRequest } from '../contract/apps.ts';
import * as contract from '../contract/expressions.ts';
import { readBundles, RUN_VALUES } from '../given-bundles.ts';
import { given } from '../given.ts';
import { operation } from '../operation.ts';
import type { Operation } from '../operation.ts';
import type { ServerParts } from '../parts.ts';
import { showRequest } from '../views/request.ts';
import { findApp, findComponent, openConnection } from './app-access.ts';

/** What stands in a form for a secret. */
const DOTS = '••••••••';

/** Requests as mappings would make them. */
export const PREVIEW_OPERATIONS: readonly Operation[] = [
  operation(
    {
      method: 'post',
      path: '/api/v1/requests/preview',
      operationId: 'previewRequest',
      tag: 'Expressions',
      summary: 'Show the request a mapping would send',
      description:
        'Evaluates the mapper with the bundles given, as a run would, and sends nothing; only inputs that come with a choice of the service are looked up. `app` and `module` are the two parts of the name in a blueprint, of a built-in module too: `http` and `MakeRequest`. Secrets are shown as dots; the body is what would be sent.',
      body: previewRequest,
      result: { status: 200, description: 'The request.', schema: contract.mappingPreview },
      errors: [404, 422],
    },
    async ({ parts, body }) => {
      const bundles = readBundles(body.bundles);
      const mapped = parts.expressions.evaluate(body.mapper as Json, bundles, body.timezone);
      const input = { ...body.parameters, ...(isCollection(mapped) ? mapped : {}) };
      const services = { ...parts.services, ...given({ timezone: body.timezone }) };
      const preview = await previewOf(body, input, { parts, services });
      const missing = [...missingReferences(body.mapper, bundles, RUN_VALUES)];
      return { body: { request: showRequest(preview, DOTS), missing } };
    },
  ),
];

async function previewOf(
  { app: appName, module: name, connectionId }: z.output<typeof previewRequest>,
  input: Collection,
  { parts, services }: { readonly parts: ServerParts; readonly services: CallServices },
): Promise<RequestPreview | undefined> {
  const builtIn = BUILT_INS.get(`${appName}:${name}`);
  if (builtIn !== undefined) return builtIn.preview?.(input, services);
  const app = findApp(parts, appName);
  const module = findComponent(app, 'module', name);
  const { values } = await openConnection(parts, { app, owner: module, id: connectionId });
  return previewChecked(services, app, { module: module.name, connection: values, input });
}
