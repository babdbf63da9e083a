import { emptyBlueprint, ROUTER } from './blueprint.ts';
import type { Blueprint, Step, StepFilter } from './blueprint.ts';
import type { Values } from './values.ts';

/** A scenario that is ready to use. */
export interface Template {
  readonly name: string;
  /** One sentence on what it does. */
  readonly description: string;
  readonly blueprint: Blueprint;
  /** Its modules in the order of the flow, with the names people know them by. */
  readonly modules: readonly { readonly id: number; readonly module: string; readonly label: string }[];
}

/** The templates of the Sonar app; their modules use the connection when there is one. */
export function templates(connectionId: string | undefined): readonly Template[] {
  const access: Values = connectionId === undefined ? {} : { __IMTCONN__: connectionId };
  const step = (id: number, module: string, mapper: Values, filter?: StepFilter): Step => ({
    id,
    module: `sonar:${module}`,
    version: 1,
    parameters: access,
    mapper,
    ...(filter !== undefined && { filter }),
    metadata: { designer: { x: (id - 1) * 300, y: 0 } },
  });
  return [
    template('Welcome text for new customers', 'Sends a text to every new customer who is subscribed.', [
      [step(1, 'watchNewCustomer', {}), 'Watch New Customer'],
      [
        step(
          2,
          'sendMessage',
          {
            phoneNumber: '{{1.customer.phone_number}}',
            text: 'Welcome {{ifempty(1.customer.first_name; "friend")}}! Reply STOP to opt out.',
          },
          { name: 'Subscribed', conditions: [[{ a: '{{1.customer.subscribed}}', o: 'boolean:equal', b: 'true' }]] },
        ),
        'Send a Message',
      ],
    ]),
    template('Tag bug reports', 'Tags every message that nobody takes care of and that speaks of a bug.', [
      [step(1, 'watchNewUnassignedMessage', {}), 'Watch New Unassigned Message'],
      [
        step(
          2,
          'appendTag',
          { externalMessageId: '{{1.external_id}}', tagName: 'bug' },
          { name: 'Speaks of a bug', conditions: [[{ a: '{{1.text}}', o: 'text:contain:ci', b: 'bug' }]] },
        ),
        'Append Tag to an Existing Message',
      ],
    ]),
    syncTemplate(step),
  ];
}

function syncTemplate(step: (id: number, module: string, mapper: Values, filter?: StepFilter) => Step): Template {
  const trigger = step(1, 'watchNewAssignedMessage', {});
  const update = step(2, 'createUpdateCustomer', {
    phoneNumber: '{{1.customer.phone_number}}',
    properties: [{ name: 'last_message', type: 'text', value: '{{1.text}}' }],
  });
  const campaign = step(
    4,
    'sendCampaign',
    { campaignId: 'test_campaign_CxkoWx', to: '{{2.phone_number}}' },
    { name: 'Subscribed', conditions: [[{ a: '{{2.subscribed}}', o: 'boolean:equal', b: 'true' }]] },
  );
  const router: Step = {
    id: 3,
    module: ROUTER,
    version: 1,
    mapper: null,
    metadata: { designer: { x: 600, y: 0 } },
    routes: [{ flow: [campaign] }],
  };
  const made = template(
    'Sync property',
    'Keeps the last message as a property, then sends a campaign to subscribers.',
    [
      [trigger, 'Watch New Assigned Message'],
      [update, 'Create / Update a Customer'],
      [router, 'Router'],
    ],
  );
  return { ...made, modules: [...made.modules, { id: 4, module: campaign.module, label: 'Send a Campaign' }] };
}

function template(name: string, description: string, steps: readonly (readonly [Step, string])[]): Template {
  const blueprint = emptyBlueprint(name);
  return {
    name,
    description,
    blueprint: { ...blueprint, flow: steps.map(([step]) => step), metadata: { ...blueprint.metadata, instant: true } },
    modules: steps.map(([{ id, module }, label]) => ({ id, module, label })),
  };
}
