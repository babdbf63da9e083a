import { loadApp } from '../../src/manifest/load.ts';
import type { App } from '../../src/manifest/app.ts';
import type { Files } from '../manifest/small-app.ts';
import { inFolder, smallApp } from '../manifest/small-app.ts';

const CONNECTION = {
  name: 'acme',
  label: 'Acme',
  connectionType: 'basic',
  parameters: [
    { name: 'apiToken', type: 'password', label: 'API Token', required: true },
    { name: 'sandbox', type: 'boolean', label: 'Sandbox' },
    { name: 'note', type: 'text', label: 'Note' },
  ],
  communication: {
    url: '{{if(connection.sandbox, environment.sandboxUrl, environment.productionUrl)}}/v1/webhooks',
    headers: { 'X-Token': '{{connection.apiToken}}' },
    response: {
      metadata: { type: 'text', value: "{{if(parameters.sandbox, 'Sandbox', 'Production')}}" },
      data: { hooks: '{{length(body)}}' },
      error: { message: '{{body.error}}', '401': { type: 'InvalidAccessTokenError' } },
    },
    log: { sanitize: ['request.headers.x-token'] },
  },
};

/** An app whose connection chooses between the addresses `environment.sandboxUrl` and `environment.productionUrl`. */
export async function twoEnvironmentApp(): Promise<App> {
  const files: Files = { ...smallApp(), 'connections/acme.json': JSON.stringify(CONNECTION, null, 2) };
  return inFolder(files, loadApp);
}
