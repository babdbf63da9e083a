// The thread the functions of apps run in: it can be ended from outside, whatever they do.
import { receiveMessageOnPort, workerData, type MessagePort } from 'node:worker_threads';
import { newQuickJSWASMModuleFromVariant } from 'quickjs-emscripten-core';
import type { Answer, Circumstances, Question } from './messages.ts';
import { openSandbox, type Sandbox } from './sandbox.ts';
import { ScriptError } from './script-error.ts';
import { OURS_TO_THREAD, THREAD_TO_US, type ThreadData } from './thread-data.ts';
import type { PackedValue } from './values.ts';

const { port, signals, builtIns } = workerData as ThreadData & { readonly port: MessagePort };

// The engine asks for the offset of the local zone; inside, local time is UTC on every machine.
Reflect.set(Date.prototype, 'getTimezoneOffset', () => 0);

const engine = await newQuickJSWASMModuleFromVariant(import('@jitl/quickjs-wasmfile-release-sync'));
let sandbox: Sandbox | undefined;
let asked = 0;

type Work<Type extends Question['type']> = (
  inside: Sandbox,
  question: Extract<Question, { type: Type }>,
) => PackedValue;

const UNEXPECTED = { name: 'InternalError', message: 'No value came back.' };
const NOTHING: PackedValue = { text: 'null', buffers: [] };

const WORK: { readonly [Type in 'call' | 'read' | 'read-tests' | 'run-test']: Work<Type> } = {
  call: (inside, { name, args }) => inside.call(name, args),
  read: (inside) => ({ text: JSON.stringify(inside.unreadable()), buffers: [] }),
  'read-tests': (inside, { test }) => ({ text: JSON.stringify(inside.readTests(test)), buffers: [] }),
  'run-test': (inside, { index }) => {
    inside.runTest(index);
    return NOTHING;
  },
};

say({ type: 'ready' });
for (;;) {
  const question = listen();
  if ('deadlineMs' in question) say(outcomeOf(question));
}

function outcomeOf(question: Extract<Question, Circumstances>): Answer {
  try {
    const inside = sandboxFor(question);
    inside.begin(question);
    const value = WORK[question.type](inside, question as never);
    return { type: 'done', value, debug: inside.takeDebug() };
  } catch (error) {
    const debug = sandbox?.takeDebug() ?? [];
    if (error instanceof ScriptError) return { type: 'failed', failure: error.failure, debug };
    // Whatever else is thrown comes out of the engine, which is not to be trusted after it.
    sandbox = undefined;
    const message = error instanceof Error ? error.message : String(error);
    return { type: 'failed', failure: { type: 'thrown', name: 'InternalError', message }, debug };
  }
}

/** One sandbox at a time, so that the memory of the thread is bounded. */
function sandboxFor({ session, scripts }: Circumstances): Sandbox {
  if (sandbox?.session === session) return sandbox;
  sandbox?.close();
  sandbox = undefined;
  sandbox = openSandbox({ engine, session, scripts, builtIns, callBuiltIn });
  return sandbox;
}

function callBuiltIn(name: string, args: PackedValue): PackedValue {
  say({ type: 'built-in', name, args });
  const answer = listen();
  if (answer.type === 'built-in-done') return answer.value;
  const { name: errorName, message } = answer.type === 'built-in-failed' ? answer.failure : UNEXPECTED;
  throw Object.assign(new Error(message), { name: errorName });
}

function say(answer: Answer): void {
  port.postMessage(answer);
  Atomics.add(signals, THREAD_TO_US, 1);
  Atomics.notify(signals, THREAD_TO_US);
}

/** The next question; sleeps until there is one. */
function listen(): Question {
  while (Atomics.load(signals, OURS_TO_THREAD) === asked) Atomics.wait(signals, OURS_TO_THREAD, asked);
  asked += 1;
  const received: unknown = receiveMessageOnPort(port);
  return (received as { readonly message: Question }).message;
}
