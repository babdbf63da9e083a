import { compileForm } from '../forms/form.ts';
import type { App } from './app.ts';
import { compileInbound } from './inbound.ts';

/** The module of a scenario that starts with whatever is sent to an address of its own. */
export const CUSTOM_WEBHOOK = 'gateway:CustomWebHook';

const [APP = '', WEBHOOK = ''] = CUSTOM_WEBHOOK.split(':');

/**
 * What custom webhooks belong to: nothing is registered anywhere, whoever is given the address may call it, and every
 * delivery is one item. It is not among the apps people see.
 */
export const GATEWAY: App = {
  name: APP,
  label: 'Webhooks',
  version: '1',
  groups: [],
  modules: new Map(),
  connections: new Map(),
  webhooks: new Map([
    [
      WEBHOOK,
      {
        name: WEBHOOK,
        label: 'Custom webhook',
        webhookType: 'web',
        scope: [],
        form: compileForm([]),
        inbound: compileInbound(undefined),
      },
    ],
  ]),
  rpcs: new Map(),
  common: {},
  functions: [],
  files: [],
  digest: '',
  folder: '',
  findings: [],
  leftOut: [],
};
