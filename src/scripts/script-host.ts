import { MessageChannel, receiveMessageOnPort, Worker, type MessagePort } from 'node:worker_threads';
import { ConnectorError, toConnectorError } from '../core/errors.ts';
import type { Evaluation } from '../iml/evaluation.ts';
import { BUILT_IN_FUNCTIONS } from '../iml/functions/index.ts';
import type { Answer, Question } from './messages.ts';
import { OURS_TO_THREAD, THREAD_TO_US, type ThreadData } from './thread-data.ts';
import { pack, unpack, type PackedValue } from './values.ts';

/** A question that starts work in the thread. */
export type Work = Extract<Question, { readonly deadlineMs: number }>;
/** How such work ended. */
export type Outcome = Extract<Answer, { readonly debug: readonly string[] }>;

/** The thread that functions of apps run in, as an expression sees it: it asks and has the answer. */
export interface ScriptHost {
  /** Does the work; `evaluation` is what built-in functions are evaluated with. The first call starts the thread. */
  perform(work: Work, evaluation: Evaluation): Outcome;
  /** Ends the thread; the next work starts another. */
  close(): void;
}

/** Milliseconds for a thread to start in; machines under load are slow. */
const START_MS = 10_000;
/** Milliseconds beyond the deadline before a thread that does not stop by itself is ended. */
const GRACE_MS = 250;
const MEGABYTES = { maxOldGenerationSizeMb: 64, maxYoungGenerationSizeMb: 16, stackSizeMb: 8 };

interface Thread {
  readonly worker: Worker;
  readonly port: MessagePort;
  readonly signals: Int32Array<SharedArrayBuffer>;
  heard: number;
  /** Whose functions it has read; sent again only when it may have lost them. */
  session?: number;
}

/**
 * A host whose thread starts with the first work. The caller sleeps meanwhile: expressions are evaluated at once, and a
 * call lasts no longer than its deadline. A thread of its own is what makes that certain: what cannot be interrupted
 * inside the engine, and an engine whose stack ran out, end with it.
 */
export function createScriptHost(entry: URL = defaultEntry()): ScriptHost {
  let running: Thread | undefined;

  return {
    perform(work, evaluation) {
      running ??= start(entry);
      const thread = running;
      const last = performance.now() + work.deadlineMs + GRACE_MS;
      ask(thread, thread.session === work.session ? { ...work, scripts: [] } : work);
      thread.session = work.session;
      for (;;) {
        const answer = hear(thread, last - performance.now());
        if (answer === undefined) {
          close();
          const message = `It was still running after ${work.deadlineMs} ms.`;
          return { type: 'failed', failure: { type: 'deadline', name: 'InternalError', message }, debug: [] };
        }
        if (answer.type === 'failed') delete thread.session;
        if (answer.type === 'done' || answer.type === 'failed') return answer;
        if (answer.type === 'built-in') ask(thread, builtInAnswer(answer, evaluation));
      }
    },
    close,
  };

  function close(): void {
    const thread = running;
    running = undefined;
    thread?.port.close();
    void thread?.worker.terminate();
  }
}

/** Run from its sources, as tests do, the program finds the thread where it is compiled to. */
function defaultEntry(): URL {
  const path = import.meta.url.endsWith('.ts') ? '../../dist/scripts/script-thread.js' : './script-thread.js';
  return new URL(path, import.meta.url);
}

function start(entry: URL): Thread {
  const { port1, port2 } = new MessageChannel();
  const signals = new Int32Array(new SharedArrayBuffer(2 * Int32Array.BYTES_PER_ELEMENT));
  const data: ThreadData = { signals, builtIns: [...BUILT_IN_FUNCTIONS.keys()] };
  const worker = new Worker(entry, {
    workerData: { ...data, port: port2 },
    transferList: [port2],
    resourceLimits: MEGABYTES,
    env: {},
    stdin: false,
  });
  worker.unref();
  port1.unref();
  // An error ends the thread; whoever waits for it notices that nothing comes.
  worker.on('error', () => undefined);
  const thread: Thread = { worker, port: port1, signals, heard: 0 };
  if (hear(thread, START_MS) !== undefined) return thread;
  void worker.terminate();
  throw new ConnectorError('UnexpectedError', 'The thread for functions of apps does not start.', {
    fix: 'Build the program with npm run build, or install it again.',
  });
}

function ask({ port, signals }: Thread, question: Question): void {
  port.postMessage(question);
  Atomics.add(signals, OURS_TO_THREAD, 1);
  Atomics.notify(signals, OURS_TO_THREAD);
}

/** What the thread says next, or undefined when it says nothing for so long. */
function hear(thread: Thread, ms: number): Answer | undefined {
  const { port, signals } = thread;
  if (Atomics.load(signals, THREAD_TO_US) === thread.heard) {
    Atomics.wait(signals, THREAD_TO_US, thread.heard, Math.max(0, ms));
  }
  if (Atomics.load(signals, THREAD_TO_US) === thread.heard) return undefined;
  thread.heard += 1;
  const received: unknown = receiveMessageOnPort(port);
  return (received as { readonly message: Answer }).message;
}

/** A function calls a built-in one: it is evaluated here, where the expression is. */
function builtInAnswer({ name, args }: { name: string; args: PackedValue }, evaluation: Evaluation): Question {
  try {
    const values = unpack(args) as readonly unknown[];
    return { type: 'built-in-done', value: pack(valueOf(name, values, evaluation)) };
  } catch (thrown) {
    const { name: errorName, message } = toConnectorError(thrown);
    return { type: 'built-in-failed', failure: { type: 'thrown', name: errorName, message } };
  }
}

function valueOf(name: string, args: readonly unknown[], evaluation: Evaluation): unknown {
  const builtIn = BUILT_IN_FUNCTIONS.get(name);
  if (builtIn === undefined) throw new ConnectorError('ExpressionError', `There is no function "${name}".`);
  if ('call' in builtIn) return builtIn.call(args, evaluation);
  return builtIn.lazy(
    args.map((value) => () => value),
    evaluation,
  );
}
