import type { QuickJSContext, QuickJSHandle, QuickJSRuntime, QuickJSWASMModule } from 'quickjs-emscripten-core';
import { isCollection, type Collection } from '../core/json.ts';
import { ScriptError } from './script-error.ts';

/** Bytes all values of a guest may take. */
const MEMORY_BYTES = 32 * 1024 * 1024;
/** Well below what the thread's own stack holds, so that the engine notices first. */
const STACK_BYTES = 256 * 1024;

/** Handles are given back by whoever receives them; arguments are given back by what they are handed to. */
export interface Guest {
  readonly context: QuickJSContext;
  /** The object the code of ours inside shares with us. */
  readonly inside: QuickJSHandle;
  /** Milliseconds of `performance.now()` at which whatever runs is stopped. */
  deadline: number;
  /** The value of a script. @throws ScriptError */
  evaluate(code: string, path: string): QuickJSHandle;
  /** Calls a function of ours inside. @throws ScriptError */
  ask(name: string, ...args: QuickJSHandle[]): QuickJSHandle;
  list(buffers: readonly ArrayBuffer[]): QuickJSHandle;
  /** Copies of the buffers in a list inside. */
  buffersIn(list: QuickJSHandle): readonly ArrayBuffer[];
  close(): void;
}

/** A fresh context in a runtime of its own, bounded in memory, stack and time. */
export function createGuest(engine: QuickJSWASMModule): Guest {
  const runtime = engine.newRuntime();
  runtime.setMemoryLimit(MEMORY_BYTES);
  runtime.setMaxStackSize(STACK_BYTES);
  const context = runtime.newContext();
  const inside = context.newObject();
  const guest: Guest = {
    context,
    inside,
    deadline: Infinity,
    evaluate: (code, path) => valueOf(context.evalCode(code, path)),
    ask(name, ...args) {
      const action = context.getProp(inside, name);
      try {
        return valueOf(context.callFunction(action, inside, args));
      } finally {
        for (const handle of [action, ...args]) handle.dispose();
      }
    },
    list(buffers) {
      const list = context.newArray();
      buffers.forEach((buffer, index) =>
        context.newArrayBuffer(buffer).consume((handle) => context.setProp(list, index, handle)),
      );
      return list;
    },
    buffersIn(list) {
      const length = context.getProp(list, 'length').consume((handle) => context.getNumber(handle));
      return Array.from({ length }, (_, index) =>
        context
          .getProp(list, index)
          .consume((handle) => context.getArrayBuffer(handle).consume(({ value }) => new Uint8Array(value).buffer)),
      );
    },
    close: () => close(runtime, context, inside),
  };
  runtime.setInterruptHandler(() => performance.now() > guest.deadline);
  return guest;

  function valueOf(result: ReturnType<QuickJSContext['evalCode']>): QuickJSHandle {
    if (result.error === undefined) return result.value;
    const thrown: unknown = result.error.consume((handle) => context.dump(handle));
    const isLate = performance.now() > guest.deadline;
    throw new ScriptError({ type: isLate ? 'deadline' : 'thrown', ...described(thrown) });
  }
}

function described(thrown: unknown): { readonly name: string; readonly message: string; readonly place?: string } {
  if (!isCollection(thrown)) return { name: 'Error', message: String(thrown) };
  const place = /[\w$./-]+\.js:\d+(?::\d+)?/.exec(firstOutside(textAt(thrown, 'stack')))?.[0];
  return {
    name: textAt(thrown, 'name') || 'Error',
    message: textAt(thrown, 'message'),
    ...(place !== undefined && { place }),
  };
}

function textAt(thrown: Collection, key: string): string {
  const value = thrown[key];
  return typeof value === 'string' ? value : '';
}

/** The first line of a stack that is the author's, not ours. */
function firstOutside(stack: string): string {
  return stack.split('\n').find((line) => line.includes('.js:') && !line.includes(OURS)) ?? '';
}

/** Where the paths of our own code inside begin. */
export const OURS = 'sonar-connect/';

function close(runtime: QuickJSRuntime, context: QuickJSContext, inside: QuickJSHandle): void {
  inside.dispose();
  context.dispose();
  runtime.dispose();
}
