import { expect, test } from '@jest/globals';
import { dataStoresNeeded } from '../../../src/web/model/data-stores-needed.ts';

const restored = (label: string) => ({ restore: { parameters: { datastore: { label } } } });

test('every data store is asked for once, by the name it had, also inside routes and error handlers', () => {
  const handler = [{ id: 4, module: 'datastore:AddRecord', parameters: { datastore: 33 } }];
  const route = { flow: [{ id: 3, module: 'datastore:GetRecord', parameters: { datastore: '22' }, onerror: handler }] };
  const flow = [
    { id: 1, module: 'datastore:SearchRecord', parameters: { datastore: 11 }, metadata: restored('Leads') },
    { id: 5, module: 'datastore:Stats', parameters: { datastore: 11 } },
    { id: 2, module: 'builtin:BasicRouter', routes: [route] },
  ];
  expect(dataStoresNeeded({ name: 'Test', flow })).toEqual([
    { id: '11', label: 'Leads' },
    { id: '22', label: '22' },
    { id: '33', label: '33' },
  ]);
});

test('modules of other apps, and modules that name none, need none', () => {
  const flow = [
    { id: 1, module: 'other:module', parameters: { datastore: 11 } },
    { id: 2, module: 'datastore:GetRecord', parameters: { datastore: '' } },
    { id: 3, module: 'datastore:GetRecord' },
  ];
  expect(dataStoresNeeded({ name: 'Test', flow })).toEqual([]);
});
