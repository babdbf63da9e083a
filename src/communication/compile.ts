import { ConnectorError } from '../core/errors.ts';
import { isCollection, ownValue, type Collection } from '../core/json.ts';
import { pointerTo, type Problem } from '../core/source.ts';
import type { OwnFunctions } from '../iml/evaluation.ts';
import type { Call, CallKind } from './call.ts';
import { createCompileContext, type Compilation } from './compile-context.ts';
import { PHASES, type Directive, type Phase, type Step } from './directive.ts';
import { DIRECTIVES } from './directives/index.ts';
import { checkRequestKeys } from './known-keys.ts';
import { mergePage, mergeRequest, type Origin, type RequestSource } from './merge.ts';
import { addressOfCall, previewCall, runCall, type CompiledRequest } from './run.ts';
import { createTrust } from './trust.ts';

/** What a call is compiled with. */
export interface CompileOptions {
  readonly kind: CallKind;
  /** The app's base as written; connections do not inherit it. */
  readonly base?: unknown;
  readonly functions?: OwnFunctions;
  /** JSON pointer of the communication in its file. @default '' */
  readonly pointer?: string;
  /** JSON pointer given to problems that stand in the base. @default '/base' */
  readonly basePointer?: string;
  /** Whether an unknown directive is an error; otherwise it is passed over. @default true */
  readonly strict?: boolean;
  /** Requests of calls before this one, whose `temp` it goes on with. */
  readonly before?: readonly Collection[];
}

/** Most requests of one communication. */
const MOST_REQUESTS = 100;

/**
 * Compiles a communication (one request or a list of them) once, so that running it only calls closures.
 *
 * @throws ConnectorError `ManifestError` with every problem found, each with its JSON pointer.
 */
export function compileCall(raw: unknown, options: CompileOptions): Call {
  const problems: Problem[] = [];
  const base = baseOf(options);
  const sources = originsOf(raw, options.pointer ?? '', problems).map((origin) => mergeRequest(origin, base));
  const shared: Compilation = {
    kind: options.kind,
    trust: createTrust(
      options.kind,
      [...(options.before ?? []), ...sources.map((source) => source.raw)],
      options.functions,
    ),
    functions: options.functions,
    strict: options.strict ?? true,
    problems,
  };
  reportMisplacedTriggers(sources, problems);
  const requests = sources.map((source) => compileRequest(source, shared));
  if (problems.length > 0) throw manifestError(problems);
  return {
    ...(isPolling(sources.at(-1)) && { polls: typeOf(sources.at(-1)) }),
    run: (context) => runCall(requests, options.kind, context),
    preview: (context) => previewCall(requests, options.kind, context),
    address: (context) => addressOfCall(requests, options.kind, context),
  };
}

function isPolling(last: RequestSource | undefined): boolean {
  return isCollection(ownValue(last?.raw['response'], 'trigger'));
}

function typeOf(last: RequestSource | undefined): 'date' | 'id' {
  return ownValue(ownValue(last?.raw['response'], 'trigger'), 'type') === 'id' ? 'id' : 'date';
}

/** What is new is told by the items of the last request; in an earlier one it would have no effect. */
function reportMisplacedTriggers(sources: readonly RequestSource[], problems: Problem[]): void {
  for (const source of sources.slice(0, -1)) {
    if (!isPolling(source)) continue;
    const pointer = `${source.origins[0]?.pointer ?? ''}/response/trigger`;
    problems.push(invalid(pointer, 'response.trigger belongs in the last request of the communication.'));
  }
}

function baseOf({ kind, base, basePointer = '/base' }: CompileOptions): Origin | undefined {
  return kind !== 'connection' && isCollection(base) ? { raw: base, pointer: basePointer } : undefined;
}

function originsOf(raw: unknown, pointer: string, problems: Problem[]): Origin[] {
  const written = Array.isArray(raw)
    ? raw.map((request: unknown, index) => ({ raw: request, pointer: pointerTo(pointer, index) }))
    : [{ raw, pointer }];
  if (written.length > MOST_REQUESTS) {
    problems.push(invalid(pointer, `A communication holds at most ${MOST_REQUESTS} requests, not ${written.length}.`));
  }
  return written.slice(0, MOST_REQUESTS).flatMap((origin) => {
    if (isCollection(origin.raw)) return [{ raw: origin.raw, pointer: origin.pointer }];
    problems.push(invalid(origin.pointer, 'A request must be an object such as { "url": "/customers" }.'));
    return [];
  });
}

function compileRequest(source: RequestSource, shared: Compilation): CompiledRequest {
  checkRequestKeys(source, shared);
  const first: CompiledRequest = { steps: compileSteps(source, shared) };
  const { pagination } = source.raw;
  if (!isCollection(pagination)) return first;
  const following: CompiledRequest = { steps: compileSteps(mergePage(source, pagination), shared) };
  following.next = following;
  first.next = following;
  return first;
}

function compileSteps(source: RequestSource, shared: Compilation): Readonly<Record<Phase, readonly Step[]>> {
  const steps = Object.fromEntries(PHASES.map((phase) => [phase, []])) as unknown as Record<Phase, Step[]>;
  for (const directive of DIRECTIVES) {
    const { raw, path } = findDirective(directive, source);
    if (raw === undefined && directive.always === undefined) continue;
    const compiled = directive.compile(raw, createCompileContext(shared, source, path));
    for (const phase of PHASES) {
      const step = compiled[phase];
      if (step !== undefined) steps[phase].push(step);
    }
  }
  return steps;
}

interface Found {
  readonly raw: unknown;
  /** JSON pointer in the request. */
  readonly path: string;
}

function findDirective(directive: Directive, source: RequestSource): Found {
  const spellings = [directive.name, ...(directive.aliases ?? [])].map((name) => name.split('.'));
  const found = spellings
    .map((segments) => ({ raw: valueAt(source.raw, segments), path: `/${segments.join('/')}` }))
    .find(({ raw }) => raw !== undefined && (raw !== null || directive.takesNull === true));
  return found ?? { raw: undefined, path: `/${directive.name.replaceAll('.', '/')}` };
}

function valueAt(request: Collection, segments: readonly string[]): unknown {
  return segments.reduce<unknown>((holder, segment) => ownValue(holder, segment), request);
}

function invalid(pointer: string, message: string): Problem {
  return { pointer, severity: 'error', code: 'INVALID_COMMUNICATION', message };
}

function manifestError(problems: readonly Problem[]): ConnectorError {
  const [first] = problems;
  const more = problems.length > 1 ? ` (and ${problems.length - 1} more)` : '';
  return new ConnectorError('ManifestError', `${first?.pointer ?? ''}: ${first?.message ?? ''}${more}`, {
    problems,
    ...(first?.fix !== undefined && { fix: first.fix }),
  });
}
