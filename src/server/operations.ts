import type { Operation } from './operation.ts';
import { APP_CONSTANT_OPERATIONS } from './routes/app-constants.ts';
import { APP_INSTALL_OPERATIONS } from './routes/app-installs.ts';
import { APP_OPERATIONS } from './routes/apps.ts';
import { AUTHORIZATION_OPERATIONS } from './routes/authorizations.ts';
import { BUILT_IN_OPERATIONS } from './routes/built-ins.ts';
import { CONNECTION_OPERATIONS } from './routes/connections.ts';
import { DATA_RECORD_OPERATIONS } from './routes/data-records.ts';
import { DATA_STORE_OPERATIONS } from './routes/data-stores.ts';
import { DELIVERY_OPERATIONS } from './routes/deliveries.ts';
import { DRAFT_OPERATIONS } from './routes/drafts.ts';
import { EVENT_OPERATIONS } from './routes/events.ts';
import { EXECUTION_OPERATIONS } from './routes/executions.ts';
import { EXPRESSION_OPERATIONS } from './routes/expressions.ts';
import { FILTER_OPERATIONS } from './routes/filters.ts';
import { HOOK_OPERATIONS } from './routes/hooks.ts';
import { INCOMPLETE_OPERATIONS } from './routes/incompletes.ts';
import { KEY_OPERATIONS } from './routes/keys.ts';
import { MODULE_RUN_OPERATIONS } from './routes/module-runs.ts';
import { PREVIEW_OPERATIONS } from './routes/previews.ts';
import { SCENARIO_OPERATIONS } from './routes/scenarios.ts';
import { SERVER_OPERATIONS } from './routes/server.ts';
import { TRIGGER_START_OPERATIONS } from './routes/trigger-start.ts';

/** Every operation of the API; routes and documents are made from it. */
export const OPERATIONS: readonly Operation[] = [
  ...APP_OPERATIONS,
  ...APP_INSTALL_OPERATIONS,
  ...APP_CONSTANT_OPERATIONS,
  ...MODULE_RUN_OPERATIONS,
  ...BUILT_IN_OPERATIONS,
  ...EXPRESSION_OPERATIONS,
  ...PREVIEW_OPERATIONS,
  ...FILTER_OPERATIONS,
  ...CONNECTION_OPERATIONS,
  ...AUTHORIZATION_OPERATIONS,
  ...HOOK_OPERATIONS,
  ...DELIVERY_OPERATIONS,
  ...SCENARIO_OPERATIONS,
  ...TRIGGER_START_OPERATIONS,
  ...DRAFT_OPERATIONS,
  ...DATA_STORE_OPERATIONS,
  ...DATA_RECORD_OPERATIONS,
  ...EXECUTION_OPERATIONS,
  ...INCOMPLETE_OPERATIONS,
  ...KEY_OPERATIONS,
  ...EVENT_OPERATIONS,
  ...SERVER_OPERATIONS,
];
