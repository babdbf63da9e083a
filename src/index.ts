/** The public API: load an app, run its modules, evaluate expressions. */
export { loadApp } from './manifest/load.ts';
export { createRuntime, SONAR_APP_FOLDER } from './runtime.ts';
export type { Runtime, RuntimeOptions } from './runtime.ts';
export type { ModuleRequest, ModuleResult } from './engine/module/run-module.ts';
export { createSandbox } from './sandbox/server.ts';
export { compileTemplate } from './iml/template.ts';
export { ConnectorError, ERRORS } from './core/errors.ts';
export type { ErrorName } from './core/errors.ts';
export { Secret } from './core/secret.ts';
