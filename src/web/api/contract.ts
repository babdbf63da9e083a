import type { z } from 'zod';
import type * as appConstants from '../../server/contract/app-constants.ts';
import type * as apps from '../../server/contract/apps.ts';
import type * as authorizations from '../../server/contract/authorizations.ts';
import type * as builtIns from '../../server/contract/built-ins.ts';
import type * as connections from '../../server/contract/connections.ts';
import type * as executions from '../../server/contract/executions.ts';
import type * as expressions from '../../server/contract/expressions.ts';
import type * as filters from '../../server/contract/filters.ts';
import type * as hooks from '../../server/contract/hooks.ts';
import type * as moduleRuns from '../../server/contract/module-run.ts';
import type * as primitives from '../../server/contract/primitives.ts';
import type * as problems from '../../server/contract/problem.ts';
import type * as scenarios from '../../server/contract/scenarios.ts';
import type * as server from '../../server/contract/server.ts';
import type * as starts from '../../server/contract/trigger-start.ts';

// The resources of the API as the server's own contract declares them; nothing but types reaches the page.

export type AppSummary = z.infer<typeof apps.appSummary>;
export type AppDetail = z.infer<typeof apps.app>;
export type InstalledApp = z.infer<typeof apps.installedApp>;
export type AppReport = z.infer<typeof apps.appReport>;
export type AppConstants = z.infer<typeof appConstants.appConstants>;
export type ModuleSummary = z.infer<typeof apps.moduleSummary>;
export type ModuleDetail = z.infer<typeof apps.appModule>;
export type RequestPreview = z.infer<typeof apps.requestPreview>;
export type BuiltInModule = z.infer<typeof builtIns.builtInModule>;
export type PreviewRequest = z.input<typeof apps.previewRequest>;
export type MappingPreview = z.infer<typeof expressions.mappingPreview>;
export type ImlFunction = z.infer<typeof expressions.imlFunction>;
export type EvaluationRequest = z.input<typeof expressions.evaluation>;
export type Evaluated = z.infer<typeof expressions.evaluationResult>;
export type TextFinding = z.infer<typeof expressions.textFinding>;
export type TimezoneNames = z.infer<typeof expressions.timezones>;
export type FilterOperator = z.infer<typeof filters.filterOperator>;
export type FilterEvaluationRequest = z.input<typeof filters.filterEvaluation>;
export type FilterEvaluation = z.infer<typeof filters.filterEvaluationResult>;
export type SingleRunResult = z.infer<typeof moduleRuns.singleRunResult>;
export type Connection = z.infer<typeof connections.connection>;
export type ConnectionRow = z.infer<typeof connections.connectionRow>;
export type Authorization = z.infer<typeof authorizations.authorization>;
export type ConnectionTest = z.infer<typeof connections.connectionTest>;
export type Execution = z.infer<typeof executions.execution>;
export type ExecutionDetail = z.infer<typeof executions.executionDetail>;
export type ExecutionRow = z.infer<typeof executions.executionRow>;
export type ReplayRequest = z.input<typeof executions.replayRequest>;
export type OperationRecord = z.infer<typeof executions.operationRecord>;
export type ReplayPlan = z.infer<typeof executions.replayPlan>;
export type Incomplete = z.infer<typeof executions.incomplete>;
export type Hook = z.infer<typeof hooks.hook>;
export type HookRow = z.infer<typeof hooks.hookRow>;
export type QueueState = z.infer<typeof hooks.queueState>;
export type HookCreate = z.input<typeof hooks.hookCreate>;
export type HookUpdate = z.input<typeof hooks.hookUpdate>;
export type Delivery = z.infer<typeof hooks.delivery>;
export type DeliveryDetail = z.infer<typeof hooks.deliveryDetail>;
export type Finding = z.infer<typeof primitives.finding>;
export type Problem = z.infer<typeof problems.problem>;
export type Scenario = z.infer<typeof scenarios.scenario>;
export type ScenarioRow = z.infer<typeof scenarios.scenarioRow>;
export type ScenarioDetail = z.infer<typeof scenarios.scenarioDetail>;
export type SavedScenario = z.infer<typeof scenarios.savedScenario>;
export type TriggerStart = z.infer<typeof starts.triggerStart>;
export type StartItem = z.infer<typeof starts.startItem>;
export type StartChoice = z.input<typeof starts.startChoice>;
export type ServerInfo = z.infer<typeof server.serverInfo>;
export type Scheduling = z.infer<typeof scenarios.scheduling>;
export type RunRequest = z.input<typeof scenarios.runRequest>;
export type RunStarted = z.infer<typeof scenarios.runStarted>;

/** A page of a list. */
export interface PageOf<Item> {
  readonly data: readonly Item[];
  readonly nextCursor: string | null;
}
