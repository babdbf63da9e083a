import type { z } from 'zod';
import type { outboundSchema } from './outbound-schema.ts';

const PHONE_NUMBER_TYPES = [
  { id: 1, name: 'Mobile', sms_capable: true },
  { id: 2, name: 'Home', sms_capable: false },
];

const SHORT_SIGNATURE = {
  id: 1,
  name: 'Short',
  department_id: 1,
  text_key: 'unsubscribe_only',
  default_for_mass: true,
  default_for_triggered: true,
};

/** What outbound texts start with. Phone numbers are reserved for fiction; the tokens open nothing but a sandbox. */
export const OUTBOUND_SEED: z.input<typeof outboundSchema> = {
  instances: [
    {
      id: 'acme-internet',
      name: 'Acme Internet',
      enabled: true,
      data_center: 'us',
      timezone: 'America/Chicago',
      quiet_hours: null,
      segment_rule: '160_145',
      direct_sends: false,
      delivery_seconds: 60,
      billing: { balance_cents: 2_500, price_per_segment_cents: 2 },
      users: [
        { name: 'Ada Agent', token: 'outbound_demo_token_0123456789ab', super_admin: true, permissions: [] },
        {
          name: 'Ben Barker',
          token: 'outbound_viewer_token_0123456789',
          super_admin: false,
          permissions: ['View SMS messages'],
        },
      ],
      departments: [
        {
          id: 1,
          name: 'Support',
          company: 'Acme Internet',
          phone_number: '(757) 555-0100',
          email: 'support@acme-internet.example',
        },
      ],
      sending_numbers: [
        { phone_number: '+17575550101', default: true },
        { phone_number: '+17575550102', default: false },
      ],
      phone_number_types: PHONE_NUMBER_TYPES,
      signatures: [
        SHORT_SIGNATURE,
        {
          id: 2,
          name: 'Questions',
          department_id: 1,
          text_key: 'have_a_question',
          default_for_mass: false,
          default_for_triggered: false,
        },
      ],
      accounts: [
        {
          id: 1,
          kind: 'account',
          name: 'Whitfield Household',
          status: 'Active',
          network_site: 'North Tower',
          contacts: [
            contact(1, 'Dana Whitfield', 'Primary', '+13105550142'),
            contact(2, 'Lee Whitfield', 'Billing', '+13105550143'),
            { ...contact(3, 'Kim Whitfield', 'Household', '+13105550144'), sms_opt_in: false },
          ],
        },
        {
          id: 2,
          kind: 'account',
          name: 'Example Bakery',
          status: 'Active',
          network_site: 'South Tower',
          contacts: [contact(4, 'Matt Example', 'Primary', '+15105550123')],
        },
        {
          id: 3,
          kind: 'account',
          name: 'Landline Lane',
          status: 'Suspended',
          network_site: 'North Tower',
          contacts: [
            {
              ...contact(5, 'Pat Quiet', 'Primary', '+13105550150'),
              phone_numbers: [{ number: '+13105550150', type_id: 2 }],
            },
          ],
        },
        {
          id: 4,
          kind: 'network_site',
          name: 'North Tower',
          status: 'Active',
          network_site: null,
          contacts: [contact(6, 'Robin Tower', 'Technical', '+13105550160')],
        },
      ],
    },
    {
      id: 'acme-fiber',
      name: 'Acme Fiber',
      enabled: true,
      data_center: 'us',
      timezone: 'America/New_York',
      quiet_hours: null,
      segment_rule: '160_145',
      direct_sends: false,
      delivery_seconds: 60,
      billing: { balance_cents: 500, price_per_segment_cents: 2 },
      users: [{ name: 'Cleo Admin', token: 'outbound_fiber_token_0123456789a', super_admin: true, permissions: [] }],
      departments: [
        {
          id: 1,
          name: 'Care',
          company: 'Acme Fiber',
          phone_number: '(757) 555-0110',
          email: 'care@acme-fiber.example',
        },
      ],
      sending_numbers: [{ phone_number: '+17575550111', default: true }],
      phone_number_types: PHONE_NUMBER_TYPES,
      signatures: [SHORT_SIGNATURE],
      accounts: [
        {
          id: 1,
          kind: 'account',
          name: 'Whitfield Studio',
          status: 'Active',
          network_site: null,
          contacts: [contact(1, 'Dana Whitfield', 'Primary', '+13105550142')],
        },
      ],
    },
  ],
};

function contact(
  id: number,
  name: string,
  contactType: string,
  number: string,
): z.input<typeof outboundSchema>['instances'][number]['accounts'][number]['contacts'][number] {
  return {
    id,
    name,
    contact_type: contactType,
    country: 'US',
    phone_numbers: [{ number, type_id: 1 }],
    sms_opt_in: true,
  };
}
