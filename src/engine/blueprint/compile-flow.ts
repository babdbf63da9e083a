import { isCollection } from '../../core/json.ts';
import { pointerTo } from '../../core/source.ts';
import type { Field } from '../../forms/field.ts';
import type { App } from '../../manifest/app.ts';
import { compileStep } from './compile-step.ts';
import { isDisabled } from './disabled-step.ts';
import type { Findings } from './findings.ts';
import { findModule } from './find-module.ts';
import type { Upstream } from './references.ts';
import { idOf, scanModules, type RawModule } from './scan-modules.ts';
import type { Step } from './step.ts';

/** What the compilation of one scenario carries along. */
export interface Compiler {
  readonly apps: ReadonlyMap<string, App>;
  readonly findings: Findings;
  /** Whether a mapping that reads what no earlier module gives stops its module. */
  readonly isStrict: boolean;
  /** Steps, last one first: flows are compiled from their end, so that each step knows the one behind it. */
  readonly steps: Step[];
  /** Compiles a flow inside the one at hand. */
  compileFlow(source: FlowSource): Step | undefined;
  /** What the module with this id says it gives. */
  announcedBy(id: number): readonly Field[] | undefined;
  /** The number of a module: its id, or a free one when it has none. */
  numberOf(raw: RawModule): number;
  /** Remembers an aggregator until its feeder is compiled. */
  await(feeder: number, aggregator: Step): void;
  /** The aggregators that wait for this feeder, in document order. */
  claim(feeder: number): readonly Step[];
  /** Reports the aggregators no feeder has claimed. */
  reportOrphans(): void;
}

/** A flow to compile. */
export interface FlowSource {
  readonly raw: unknown;
  readonly pointer: string;
  /** Modules that run before it. */
  readonly upstream: Upstream;
  /** Where bundles go on behind it. */
  readonly next?: Step | undefined;
  /** Set inside a module or a route that is switched off. */
  readonly isOff?: boolean;
}

/** Compiles a flow from its end; gives its first step, or the one behind it when it is empty. */
export function compileFlow(source: FlowSource, compiler: Compiler): Step | undefined {
  const list: readonly unknown[] = Array.isArray(source.raw) ? source.raw : [];
  const places = placesOf(list, source, compiler);
  let next = source.next;
  for (const place of places.toReversed()) next = compileStep({ ...place, next }, compiler);
  return next;
}

/** A module and what runs before it. */
export interface StepSource extends RawModule {
  readonly upstream: Upstream;
  readonly next?: Step | undefined;
  readonly isOff?: boolean;
}

function placesOf(list: readonly unknown[], source: FlowSource, compiler: Compiler): readonly StepSource[] {
  const places: StepSource[] = [];
  const off = source.isOff === true ? { isOff: true } : {};
  let upstream = source.upstream;
  for (const [index, raw] of list.entries()) {
    const pointer = pointerTo(source.pointer, index);
    if (!isCollection(raw)) {
      compiler.findings.problems.push({
        pointer,
        severity: 'error',
        code: 'NO_MODULE',
        message: 'This entry of the flow is no module.',
        fix: 'Remove it from the flow.',
      });
      continue;
    }
    const module = { raw, pointer, id: idOf(raw) };
    const id = compiler.numberOf(module);
    places.push({ ...module, ...off, id, upstream });
    upstream = behind({ ...module, id, upstream }, places, compiler);
  }
  return places;
}

/** What runs before the module behind this one. Behind an aggregator, its feeder and all between are out of sight. */
function behind(
  { id, raw, pointer, upstream }: StepSource,
  places: readonly StepSource[],
  compiler: Compiler,
): Upstream {
  if (isDisabled(raw)) {
    const inside = scanModules([raw], pointer).map((module) => [module.id, 'disabled'] as const);
    return new Map([...upstream, ...inside, [id, 'disabled']]);
  }
  const parameters = raw['parameters'];
  const feeder = isCollection(parameters) ? Number(parameters['feeder']) : Number.NaN;
  const before = places.find((place) => place.id === feeder)?.upstream ?? upstream;
  const inner = Array.isArray(raw['branches']) ? scanModules([{ branches: raw['branches'] }], pointer) : [];
  const branches = inner.slice(1).map((module) => [module.id, compiler.announcedBy(module.id)] as const);
  return new Map([...before, ...branches, [id, compiler.announcedBy(id)]]);
}

/** A compiler for a scenario with these modules; reports ids that are missing or used twice. */
export function createCompiler(
  apps: ReadonlyMap<string, App>,
  modules: readonly RawModule[],
  { isStrict }: Pick<Compiler, 'isStrict'>,
): Compiler {
  const findings: Findings = { problems: [] };
  const waiting = new Map<number, Step[]>();
  const numbers = uniqueNumbers(modules, findings);
  const announced = new Map(
    modules.map(({ id, raw }) => {
      const found = findModule(String(raw['module']), apps);
      const fields = found.type === 'app' && found.module.outputAddresses.length === 0 ? found.module.interface : [];
      return [id, fields.length === 0 ? undefined : fields];
    }),
  );
  const compiler: Compiler = {
    apps,
    findings,
    isStrict,
    steps: [],
    compileFlow: (source) => compileFlow(source, compiler),
    announcedBy: (id) => announced.get(id),
    numberOf: ({ pointer, id }) => numbers.get(pointer) ?? id,
    await(feeder, aggregator) {
      waiting.set(feeder, [aggregator, ...(waiting.get(feeder) ?? [])]);
    },
    claim(feeder) {
      const found = waiting.get(feeder) ?? [];
      waiting.delete(feeder);
      return found;
    },
    reportOrphans() {
      for (const [feeder, steps] of waiting) {
        for (const { pointer, label } of steps) {
          findings.problems.push({
            pointer: `${pointer}/parameters/feeder`,
            severity: 'error',
            code: 'UNKNOWN_FEEDER',
            message: `"${label}" collects from module ${feeder}, which ${whyNotBefore(feeder, compiler)}.`,
            fix: 'Choose a module before the aggregator as its source.',
          });
        }
      }
    },
  };
  return compiler;
}

function whyNotBefore(feeder: number, { steps }: Compiler): string {
  const isOff = steps.some(({ id, role }) => id === feeder && role.type === 'disabled');
  return isOff ? 'is disabled' : 'does not run before it';
}

/** Ids by pointer; a module whose id is missing or taken gets a free one, so that everything else can be checked. */
function uniqueNumbers(modules: readonly RawModule[], findings: Findings): ReadonlyMap<string, number> {
  const taken = new Set<number>();
  const numbers = new Map<string, number>();
  let free = modules.reduce((most, { id }) => (id > most ? id : most), 0);
  for (const { id, pointer } of modules) {
    const usable = !Number.isNaN(id) && !taken.has(id);
    if (!usable) {
      findings.problems.push({
        pointer: `${pointer}/id`,
        severity: 'error',
        code: Number.isNaN(id) ? 'NO_ID' : 'DUPLICATE_ID',
        message: Number.isNaN(id) ? 'The module has no id.' : `The id ${id} belongs to another module already.`,
        fix: 'Give every module a whole number of its own, also in routes and error handlers.',
      });
      free += 1;
    }
    const number = usable ? id : free;
    taken.add(number);
    numbers.set(pointer, number);
  }
  return numbers;
}
