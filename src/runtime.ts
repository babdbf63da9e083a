import { fileURLToPath } from 'node:url';
import type { CallServices } from './communication/services.ts';
import { systemClock } from './core/clock.ts';
import type { Config } from './core/config.ts';
import type { Collection } from './core/json.ts';
import { DEFAULT_LIMITS } from './core/limits.ts';
import { previewModule, runModule } from './engine/module/run-module.ts';
import type { ModuleRequest, ModuleResult } from './engine/module/run-module.ts';
import type { RequestPreview } from './communication/call.ts';
import { createAxiosClient } from './http/axios-client.ts';
import type { App } from './manifest/app.ts';
import { loadApp } from './manifest/load.ts';

/** The Sonar app that ships with this program. */
export const SONAR_APP_FOLDER = fileURLToPath(new URL('..', import.meta.url));

/** What a runtime is made with. */
export interface RuntimeOptions {
  readonly app: App;
  /** Values apps read as `environment`, for example `{ sonarSandboxUrl }`. */
  readonly environment?: Collection;
  /** Exact origins with private addresses that may be called; the embedded sandbox's belongs here. */
  readonly privateOrigins?: readonly string[];
  /** IANA zone. @default UTC */
  readonly timezone?: string;
  /** Milliseconds one HTTP exchange may take. @default 40000 */
  readonly deadlineMs?: number;
  /** Milliseconds one call of a function of the app may take. @default 500 */
  readonly functionMs?: number;
}

/** An app and the parts it runs on. */
export interface Runtime {
  readonly app: App;
  readonly services: CallServices;
  /** Runs one module and gives its bundles. */
  runModule(request: ModuleRequest): Promise<ModuleResult>;
  /** The request a module would send, redacted, without sending it. */
  previewModule(request: ModuleRequest): RequestPreview | undefined;
  close(): void;
}

/** Wires an app to the HTTP client, the clock and the limits: the one place that picks adapters. */
export function createRuntime(options: RuntimeOptions): Runtime {
  const { app } = options;
  const deadlineMs = options.deadlineMs ?? DEFAULT_LIMITS.http.deadlineMs;
  const functionMs = options.functionMs ?? DEFAULT_LIMITS.expression.functionMs;
  const limits = {
    ...DEFAULT_LIMITS,
    http: { ...DEFAULT_LIMITS.http, deadlineMs },
    expression: { ...DEFAULT_LIMITS.expression, functionMs },
  };
  const http = createAxiosClient({ limits: limits.http, clock: systemClock });
  const services: CallServices = {
    http,
    limits,
    clock: systemClock,
    random: Math.random,
    timezone: options.timezone ?? 'UTC',
    environment: options.environment ?? {},
    privateOrigins: options.privateOrigins ?? [],
  };
  return {
    app,
    services,
    runModule: (request) => runModule(services, app, request),
    previewModule: (request) => previewModule(services, app, request),
    close: () => {
      http.close();
    },
  };
}

/** A runtime for the app the settings name, with the sandbox at `sandboxUrl`. */
export async function createConfiguredRuntime(config: Config, sandboxUrl: string | undefined): Promise<Runtime> {
  const app = await loadApp(config.appDir ?? SONAR_APP_FOLDER);
  const sandboxOrigins = sandboxUrl === undefined ? [] : [new URL(sandboxUrl).origin];
  return createRuntime({
    app,
    environment: sandboxUrl === undefined ? {} : { sonarSandboxUrl: sandboxUrl },
    privateOrigins: [...config.privateOrigins, ...sandboxOrigins],
    timezone: config.timezone,
    deadlineMs: config.deadlineMs,
    functionMs: config.functionMs,
  });
}
