import { expect, test } from '@jest/globals';
import { compileScenario } from '../../../src/engine/blueprint/blueprint.ts';
import { loadApp } from '../../../src/manifest/load.ts';
import { SONAR_APP_FOLDER } from '../../../src/runtime.ts';

const sonar = await loadApp(SONAR_APP_FOLDER);

/** Where mandatory inputs are missing. */
function missingIn(module: string, inputs: object): readonly string[] {
  const { problems } = compileScenario({ flow: [{ id: 1, module, ...inputs }] }, new Map([[sonar.name, sonar]]));
  return problems.filter(({ code }) => code === 'FIELD_REQUIRED').map(({ pointer }) => pointer);
}

test.each([
  ['http:MakeRequest', { mapper: { method: 'GET' } }, ['/flow/0/mapper/url']],
  ['http:MakeRequest', {}, ['/flow/0/mapper/url']],
  ['json:ParseJSON', { mapper: { json: '' } }, ['/flow/0/mapper/json']],
  ['util:SetVariables', { mapper: { variables: [{ value: 1 }] } }, ['/flow/0/mapper/variables/0/name']],
  ['util:BasicTrigger', { parameters: { values: [{ spec: [{}] }] } }, ['/flow/0/parameters/values/0/spec/0/name']],
  ['sonar:getCustomer', { mapper: { phoneNumber: null } }, ['/flow/0/mapper/phoneNumber']],
])('%s with %j lacks inputs', (module, inputs, pointers) => {
  expect(missingIn(module, inputs)).toEqual(pointers);
});

test.each([
  ['http:MakeRequest', { mapper: { url: '{{1.url}}' } }],
  ['http:MakeRequest', { parameters: { url: 'https://example.com' } }],
  ['util:SetVariables', { mapper: { variables: '{{1.list}}' } }],
  ['util:FunctionSleep', { mapper: {} }],
  ['json:CreateJSON', { mapper: { any: 'thing' } }],
  ['builtin:BasicMerge', { outputs: [] }],
  ['http:MakeRequest', { mapper: { '{{...}}': '{{1}}' } }],
  ['http:MakeRequest', { mapper: '{{1}}' }],
  ['sonar:unknown', {}],
])('%s with %j lacks nothing that is known before a run', (module, inputs) => {
  expect(missingIn(module, inputs)).toEqual([]);
});
