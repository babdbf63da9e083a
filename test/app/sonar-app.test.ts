import { expect, test } from '@jest/globals';
import { loadApp } from '../../src/manifest/load.ts';
import { SONAR_APP_FOLDER } from '../../src/runtime.ts';

const app = await loadApp(SONAR_APP_FOLDER);

const GROUPS = [
  {
    label: 'Customers',
    modules: [
      ['watchNewCustomer', 'Watch New Customer'],
      ['watchCustomerStateChanged', 'Watch Customer State Changed'],
      ['getCustomer', 'Get a Customer'],
      ['createUpdateCustomer', 'Create / Update a Customer'],
      ['unassignAgent', 'Unassign Agent from a Customer'],
      ['closeCustomer', 'Close a Customer'],
      ['deleteCustomerProperty', 'Delete a Customer Property'],
    ],
  },
  {
    label: 'Messages',
    modules: [
      ['watchTagAdded', 'Watch Tag Added to a Message'],
      ['watchTagsRemoved', 'Watch Tags Removed from a Message'],
      ['watchNewOutboundMessage', 'Watch New Outbound Message'],
      ['watchNewAssignedMessage', 'Watch New Assigned Message'],
      ['watchNewUnassignedMessage', 'Watch New Unassigned Message'],
      ['sendMessage', 'Send a Message'],
      ['appendTag', 'Append Tag to an Existing Message'],
    ],
  },
  { label: 'Campaigns', modules: [['sendCampaign', 'Send a Campaign']] },
  { label: 'Other', modules: [['makeApiCall', 'Make an API Call']] },
];

const INPUTS: Record<string, readonly string[]> = {
  getCustomer: ['phoneNumber*'],
  unassignAgent: ['phoneNumber*'],
  closeCustomer: ['phoneNumber*'],
  createUpdateCustomer: [
    'phoneNumber*',
    'firstName',
    'lastName',
    'email',
    'properties',
    'definedProperties',
    'pictureUrl',
    'subscribed',
    'userEmail',
    'zipCode',
    'timezone',
  ],
  deleteCustomerProperty: ['phoneNumber*', 'propertyName*'],
  sendMessage: ['phoneNumber*', 'text', 'mediaUrl', 'tagNames'],
  appendTag: ['externalMessageId*', 'tagName*'],
  sendCampaign: ['campaignId*', 'to*', 'sendAt'],
  makeApiCall: ['url*', 'method*', 'headers', 'qs', 'body'],
};

test('the modules stand in their groups in the documented order, with their labels', () => {
  const groups = app.groups.map(({ label, modules }) => ({
    label,
    modules: modules.map((name) => [name, app.modules.get(name)?.label]),
  }));
  expect(groups).toEqual(GROUPS);
});

test('there are 7 instant triggers, 8 actions and 1 universal module', () => {
  const kinds = [...app.modules.values()].map((module) => module.moduleType);
  const count = (kind: string): number => kinds.filter((each) => each === kind).length;
  expect([count('instant_trigger'), count('action'), count('universal'), kinds.length]).toEqual([7, 8, 1, 16]);
});

test.each(Object.entries(INPUTS))('%s has its inputs in order, the mandatory ones marked', (name, inputs) => {
  const fields = app.modules.get(name)?.form.fields ?? [];
  expect(fields.map((field) => (field.required === true ? `${field.name}*` : field.name))).toEqual(inputs);
});

test('every input of an action explains itself or has a telling label, and phone examples show the country code', () => {
  for (const module of app.modules.values()) {
    for (const field of module.form.fields) {
      expect(field.label).toBeTruthy();
      if (field.semantic === 'phoneNumber') expect(field.help).toContain('+1310555');
    }
  }
});

test('every module has an interface and a sample whose keys the interface declares', () => {
  for (const module of app.modules.values()) {
    const declared = module.interface.map((field) => field.name);
    expect(Object.keys(module.samples as object).filter((key) => !declared.includes(key))).toEqual([]);
    expect(declared.length).toBeGreaterThan(0);
  }
});

test('the connection keeps its token secret and every webhook knows the id of its events', () => {
  expect(app.connections.get('sonar')?.secretFields).toEqual(['privateToken']);
  for (const webhook of app.webhooks.values()) expect(webhook.eventId?.source).toBe('{{body.uuid}}');
  expect(app.findings).toEqual([]);
});
