import { z } from 'zod';
import { encodeBundles } from '../../engine/flow/snapshot.ts';
import { callRpc } from '../../engine/module/call-rpc.ts';
import { readRpcQuery, rpcParameters } from '../../forms/rpc-address.ts';
import { previewChecked, runModule } from '../../engine/module/run-module.ts';
import * as contract from '../contract/apps.ts';
import { pageOf, pageQuery } from '../contract/primitives.ts';
import { operation } from '../operation.ts';
import type { Operation } from '../operation.ts';
import { pageAnswer, pageOfList } from '../pages.ts';
import { showApp, showAppSummary, showModule } from '../views/app.ts';
import { showRequest } from '../views/request.ts';
import { findApp, findComponent, openConnection, redacted } from './app-access.ts';

const tag = 'Apps';
const appParams = z.object({ app: z.string() });
const moduleParams = appParams.extend({ module: z.string() });

/** Apps, their modules and what can be done with them outside of scenarios. */
export const APP_OPERATIONS: readonly Operation[] = [
  operation(
    {
      method: 'get',
      path: '/api/v1/apps',
      operationId: 'listApps',
      tag,
      summary: 'List the apps',
      query: pageQuery,
      result: { status: 200, description: 'The apps.', schema: pageOf(contract.appSummary) },
    },
    ({ parts, query }) => ({
      body: pageAnswer(
        pageOfList([...parts.apps.values()], (app) => app.name, query),
        (app) => showAppSummary(app, parts.installs.isBuiltIn(app.name)),
      ),
    }),
  ),
  operation(
    {
      method: 'get',
      path: '/api/v1/apps/{app}',
      operationId: 'getApp',
      tag,
      summary: 'Read an app: its modules by group, connections, webhooks and RPCs',
      params: appParams,
      result: { status: 200, description: 'The app.', schema: contract.app },
    },
    ({ parts, params }) => ({ body: showApp(findApp(parts, params.app), parts.installs.isBuiltIn(params.app)) }),
  ),
  operation(
    {
      method: 'get',
      path: '/api/v1/apps/{app}/modules/{module}',
      operationId: 'getModule',
      tag,
      summary: 'Read a module: fields, output, samples and JSON Schema',
      params: moduleParams,
      result: { status: 200, description: 'The module.', schema: contract.appModule },
    },
    ({ parts, params }) => {
      const app = findApp(parts, params.app);
      return { body: showModule(findComponent(app, 'module', params.module)) };
    },
  ),
  operation(
    {
      method: 'post',
      path: '/api/v1/apps/{app}/modules/{module}/run',
      operationId: 'runModule',
      tag,
      summary: 'Run a module once',
      description: 'The inputs are values, not expressions. Nothing is kept of the run.',
      params: moduleParams,
      body: contract.moduleRun,
      idempotent: true,
      result: { status: 200, description: 'What the module gave.', schema: contract.moduleResult },
      errors: [422, 502, 504],
    },
    async ({ parts, params, body, signal }) => {
      const app = findApp(parts, params.app);
      const module = findComponent(app, 'module', params.module);
      const { values, secrets } = await openConnection(parts, { app, owner: module, id: body.connectionId });
      const request = { module: module.name, connection: values, input: body.input, strict: true, signal };
      const { bundles, warnings } = await runModule(parts.services, app, request);
      return { body: redacted({ bundles: [...encodeBundles(bundles)], warnings: [...warnings] }, secrets) };
    },
  ),
  operation(
    {
      method: 'post',
      path: '/api/v1/apps/{app}/modules/{module}/preview',
      operationId: 'previewModule',
      tag,
      summary: 'Show the request a module would send',
      description:
        'Nothing is sent; only inputs that come with a choice of the service are looked up. The inputs are values, not expressions.',
      params: moduleParams,
      body: contract.moduleRun,
      result: { status: 200, description: 'The request.', schema: contract.requestPreview },
      errors: [422],
    },
    async ({ parts, params, body }) => {
      const app = findApp(parts, params.app);
      const module = findComponent(app, 'module', params.module);
      const { values } = await openConnection(parts, { app, owner: module, id: body.connectionId });
      const request = { module: module.name, connection: values, input: body.input, strict: true };
      return { body: { request: showRequest(await previewChecked(parts.services, app, request)) } };
    },
  ),
  operation(
    {
      method: 'post',
      path: '/api/v1/apps/{app}/rpcs/{rpc}',
      operationId: 'callRpc',
      tag,
      summary: 'Load the options or fields an RPC gives',
      params: appParams.extend({ rpc: z.string() }),
      body: contract.rpcCall,
      result: { status: 200, description: 'Options or fields.', schema: contract.rpcResult },
      errors: [422, 502, 504],
    },
    async ({ parts, params, body, signal }) => {
      const app = findApp(parts, params.app);
      const rpc = findComponent(app, 'rpc', params.rpc);
      const { values, secrets } = await openConnection(parts, { app, owner: rpc, id: body.connectionId });
      const { clock, random, timezone, limits } = parts.services;
      const evaluation = { clock, random, timezone, limits: limits.expression };
      const parameters = rpcParameters(readRpcQuery(body.query ?? ''), body.parameters, evaluation);
      const request = { app, rpc, connection: values, parameters };
      const { items, warnings } = await callRpc(parts.services, request, { secrets, signal });
      return { body: redacted({ data: [...encodeBundles(items)], warnings: [...warnings] }, secrets) };
    },
  ),
];
