import { ConnectorError, isErrorName } from '../core/errors.ts';
import type { Evaluation, OwnFunction, OwnFunctions } from '../iml/evaluation.ts';
import type { Circumstances, Script, ScriptFailure } from './messages.ts';
import { createScriptHost, type ScriptHost } from './script-host.ts';
import { pack, unpack } from './values.ts';

/** The functions of one app. */
export interface ScriptedApp {
  /** Of the app, for errors. */
  readonly label: string;
  readonly functions: readonly Script[];
}

/** One thread serves a whole process: expressions are evaluated one after the other. */
let shared: ScriptHost | undefined;

/** The host of this process. */
export function sharedScriptHost(): ScriptHost {
  return (shared ??= createScriptHost());
}

let lastSession = 0;

/** A number no other sandbox has. */
export function nextSession(): number {
  lastSession += 1;
  return lastSession;
}

/**
 * The functions of an app for its expressions. What one call of a module, an RPC or a hook evaluates shares a sandbox;
 * nothing is kept from one such call to another.
 */
export function ownFunctions(app: ScriptedApp, host: () => ScriptHost = sharedScriptHost): OwnFunctions {
  const scripts = app.functions.map(({ name, path, code }) => ({ name, path, code }));
  const sessions = new WeakMap<Evaluation, Session>();
  const sessionOf = (evaluation: Evaluation): Session => {
    const session = sessions.get(evaluation) ?? { id: nextSession(), spentMs: 0 };
    sessions.set(evaluation, session);
    return session;
  };
  return new Map(
    app.functions.map(({ name, path }): [string, OwnFunction] => [
      name,
      (args, evaluation) => {
        const session = sessionOf(evaluation);
        if (session.spentMs > MOST_MS) throw tooLong(app);
        const around = circumstances(scripts, session.id, evaluation);
        const start = performance.now();
        const outcome = host().perform({ type: 'call', name, args: pack(args), ...around }, evaluation);
        for (const line of outcome.debug) evaluation.debug?.(`${name}: ${line}`);
        session.spentMs += performance.now() - start;
        if (outcome.type === 'done') return unpack(outcome.value);
        throw errorOf(outcome.failure, { app, name, path, deadlineMs: around.deadlineMs });
      },
    ]),
  );
}

/** What one evaluation has used. */
interface Session {
  readonly id: number;
  spentMs: number;
}

/** Milliseconds all functions together may take in one call of a module: nothing else runs meanwhile. */
const MOST_MS = 10_000;

function tooLong({ label }: ScriptedApp): ConnectorError {
  const message = `The functions of "${label}" took longer than ${MOST_MS / 1000} seconds in one call.`;
  return new ConnectorError('ExpressionError', message, { fix: 'Call them less often, or work on less data at once.' });
}

/** What a call is told of where it stands. */
export function circumstances(scripts: readonly Script[], session: number, evaluation: Evaluation): Circumstances {
  const { clock, random, timezone, variables, limits } = evaluation;
  return {
    session,
    scripts,
    now: clock.now(),
    seed: Math.floor(random() * 2 ** 31),
    timezone,
    environment: pack(variables['environment'] ?? {}),
    deadlineMs: limits.functionMs,
  };
}

interface Called {
  readonly app: ScriptedApp;
  readonly name: string;
  readonly path: string;
  readonly deadlineMs: number;
}

/** The types an error inside may have by its name go on as they are; any other is the function's own mistake. */
function errorOf(failure: ScriptFailure, { app, name, path, deadlineMs }: Called): ConnectorError {
  const place = failure.place?.replace(/:(\d+)(?::\d+)?$/, ', line $1') ?? path;
  const subject = `Function ${name} of "${app.label}" (${place})`;
  if (failure.type === 'deadline') {
    return new ConnectorError('ExpressionError', `${subject} was stopped: it took longer than ${deadlineMs} ms.`, {
      fix: 'Make the function do less in one call, or raise SONAR_CONNECT_FUNCTION_DEADLINE_MS.',
    });
  }
  if (failure.message === 'out of memory' || failure.message === 'stack overflow') {
    return new ConnectorError('ExpressionError', `${subject} was stopped: ${REASONS[failure.message]}`, {
      fix: 'Make the function work on less data, or end its recursion earlier.',
    });
  }
  const isOwn = isErrorName(failure.name);
  const told = isOwn || failure.name === 'Error' ? failure.message : `${failure.name}: ${failure.message}`;
  const message = `${subject} failed: ${told}`;
  const fix = `Look at ${place} of the app.`;
  const problem = { pointer: '', file: path, severity: 'error', code: 'FUNCTION_FAILED', message, fix } as const;
  return new ConnectorError(isOwn ? failure.name : 'RuntimeError', message, { fix, problems: [problem] });
}

const REASONS = {
  'out of memory': 'it needs more than 32 MB.',
  'stack overflow': 'its calls are nested too deeply.',
} as const;
