import { ConnectorError } from '../../core/errors.ts';
import { isCollection, ownValue, type Collection } from '../../core/json.ts';
import { textOf } from '../../iml/coerce.ts';
import type { Problem } from '../../core/source.ts';
import type { App } from '../../manifest/app.ts';
import type { CompiledScenario, Trigger } from './compiled-scenario.ts';
import { compileFlow, createCompiler } from './compile-flow.ts';
import { findModule, type FoundModule } from './find-module.ts';
import { scanModules } from './scan-modules.ts';
import { readSettings } from './settings.ts';
import type { Step } from './step.ts';

/**
 * Compiles a blueprint: Make's file, or what its API wraps around it (`{blueprint}`, `{response: {blueprint}}`). Nothing
 * in it is changed; keys that mean nothing here are ignored. What is wrong is listed in `problems`, and a module that
 * cannot work fails when a bundle reaches it.
 * @throws ConnectorError `DataError` when it is no blueprint at all.
 */
export function compileScenario(blueprint: unknown, apps: ReadonlyMap<string, App>): CompiledScenario {
  const { raw, pointer } = unwrap(blueprint);
  const flow = raw['flow'];
  const modules = scanModules(flow, `${pointer}/flow`);
  const settings = readSettings(raw);
  const compiler = createCompiler(apps, modules, { isStrict: settings.strictMapping });
  const first = compileFlow({ raw: flow, pointer: `${pointer}/flow`, upstream: new Map() }, compiler);
  compiler.reportOrphans();
  const steps = compiler.steps.toReversed();
  const source = Array.isArray(flow) ? (flow as unknown[]).find(isCollection) : undefined;
  const trigger = triggerOf(first, source, apps);
  if (first?.role.type === 'disabled' && trigger.kind !== 'none')
    compiler.findings.problems.push(disabledTrigger(first));
  return {
    name: typeof raw['name'] === 'string' ? raw['name'] : '',
    first,
    trigger,
    settings,
    steps,
    stepsById: new Map(steps.map((step) => [step.id, step])),
    connectionIds: [...new Set(steps.flatMap(({ connectionId }) => connectionId ?? []))],
    problems: compiler.findings.problems,
  };
}

/** The blueprint inside its wrappers, and where it stands. @throws ConnectorError `DataError` when it is none. */
export function unwrap(blueprint: unknown): { readonly raw: Collection; readonly pointer: string } {
  const candidates = [
    { raw: blueprint, pointer: '' },
    { raw: ownValue(blueprint, 'blueprint'), pointer: '/blueprint' },
    { raw: ownValue(ownValue(blueprint, 'response'), 'blueprint'), pointer: '/response/blueprint' },
  ];
  for (const { raw, pointer } of candidates) {
    if (isCollection(raw) && Array.isArray(raw['flow'])) return { raw, pointer };
  }
  throw new ConnectorError('DataError', 'This is no blueprint: it has no list "flow" of modules.', {
    fix: 'Export the scenario as a blueprint and use that file unchanged.',
  });
}

function triggerOf(first: Step | undefined, source: Collection | undefined, apps: ReadonlyMap<string, App>): Trigger {
  const parameters = ownValue(source, 'parameters');
  const values = isCollection(parameters) ? parameters : {};
  if (first === undefined) return { kind: 'none', parameters: values };
  const found = findModule(first.module, apps);
  const hook = values['__IMTHOOK__'] ?? values['hook'];
  return {
    kind: kindOf(found),
    step: first,
    ...(found.type === 'app' && { app: found.app, module: found.module }),
    ...(hook !== undefined && hook !== null && { hook: textOf(hook) }),
    parameters: values,
  };
}

function disabledTrigger({ label, pointer }: Step): Problem {
  return {
    pointer,
    severity: 'error',
    code: 'DISABLED_TRIGGER',
    message: `"${label}" starts the scenario, and it is disabled.`,
    fix: 'Enable it, or switch the whole scenario off instead.',
  };
}

/** How a module starts a scenario when it is its first. */
export function kindOf(found: FoundModule): Trigger['kind'] {
  if (found.type === 'built-in') return found.builtIn.trigger ?? 'none';
  if (found.type === 'unknown') return 'none';
  if (found.module.moduleType === 'instant_trigger') return 'instant';
  return found.module.moduleType === 'trigger' ? 'polling' : 'none';
}
