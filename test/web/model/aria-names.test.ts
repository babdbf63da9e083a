import { expect, test } from '@jest/globals';
import * as names from '../../../src/web/model/aria-names.ts';

const first = { number: '1', label: 'Watch New Customer' };
const second = { number: '2', label: 'Send a Message' };

test.each<[string, string]>([
  [names.stepName(first, 'instant trigger'), '1 Watch New Customer, instant trigger'],
  [names.stepName(second, 'action', 'disabled'), '2 Send a Message, action, disabled'],
  [names.addAfter(first), 'Add a module after 1 Watch New Customer'],
  [names.editStep(second), 'Edit 2 Send a Message'],
  [names.moreActions(second), 'More actions for 2 Send a Message'],
  [names.filterBefore(second, undefined), 'Filter before 2 Send a Message: none'],
  [names.filterBefore(second, 'VIP'), 'Filter before 2 Send a Message: VIP'],
  [names.filterDialog(second), 'Filter before 2 Send a Message'],
  [names.outputOf(second, 1, 1), 'Output of 2 Send a Message: 1 operation, 1 bundle'],
  [names.outputOf(second, 2, 0), 'Output of 2 Send a Message: 2 operations, 0 bundles'],
  [names.routeList(0, 2, 'VIP'), 'Route 1 of 2: VIP'],
  [names.routeList(1, 2), 'Route 2 of 2'],
  [names.branchList(0, 2, 'Regular'), 'Branch 1 of 2: Regular'],
  [names.handlerList(second), 'Error handler of 2 Send a Message'],
  [names.addModule('Watch New Customer'), 'Add Watch New Customer'],
  [
    names.itemName({ label: 'Phone Number', type: 'text', preview: '+13105551234' }),
    'Phone Number, text, +13105551234',
  ],
  [names.itemName({ label: 'Zip', type: 'any', preview: '' }), 'Zip, any'],
  [names.previewOfField('Phone Number'), 'Preview of Phone Number'],
])('%s', (name, expected) => {
  expect(name).toBe(expected);
});
