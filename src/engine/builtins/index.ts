import { AGGREGATORS } from './aggregators.ts';
import type { BuiltIn } from './built-in.ts';
import { COUNTERS } from './counter.ts';
import { DATA_STORE_MODULES } from './data-stores.ts';
import { DIRECTIVES } from './directives.ts';
import { HTTP_MODULES } from './http.ts';
import { JSON_MODULES } from './json.ts';
import { LOOPS } from './loops.ts';
import { SCENARIO_INPUTS } from './scenario-inputs.ts';
import { STRUCTURES } from './structures.ts';
import { TEXT_MODULES } from './text.ts';
import { TIMERS } from './sleep.ts';
import { TRIGGERS } from './triggers.ts';
import { VARIABLE_MODULES } from './variables.ts';
import { WEBHOOK_MODULES } from './webhook-respond.ts';

/** Every built-in module by the name blueprints use. */
export const BUILT_INS: ReadonlyMap<string, BuiltIn> = new Map(
  [
    ...TRIGGERS,
    ...SCENARIO_INPUTS,
    ...STRUCTURES,
    ...LOOPS,
    ...AGGREGATORS,
    ...VARIABLE_MODULES,
    ...COUNTERS,
    ...TIMERS,
    ...TEXT_MODULES,
    ...JSON_MODULES,
    ...HTTP_MODULES,
    ...DATA_STORE_MODULES,
    ...WEBHOOK_MODULES,
    ...DIRECTIVES,
  ].map((builtIn) => [builtIn.name, builtIn]),
);
