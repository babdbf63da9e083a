import { readFileSync } from 'node:fs';
import type { QuickJSHandle, QuickJSWASMModule } from 'quickjs-emscripten-core';
import { createGuest, OURS, type Guest } from './guest.ts';
import type { Circumstances, Script, ScriptFailure } from './messages.ts';
import { ScriptError } from './script-error.ts';
import type { PackedValue } from './values.ts';

/** What is read into every sandbox before the functions, in this order. */
const INSIDE = ['values', 'bytes', 'surroundings', 'testing'].map((name) => ({
  path: `${OURS}${name}.js`,
  code: readFileSync(new URL(`./inside/${name}.js`, import.meta.url), 'utf8'),
}));

/** A world of its own for the functions of one app: it knows them, the built-in functions and nothing else. */
export interface Sandbox {
  readonly session: number;
  /** Sets the time, the randomness and the deadline of what follows. */
  begin(circumstances: Circumstances): void;
  /** @throws ScriptError what the function threw, or that it took too long. */
  call(name: string, args: PackedValue): PackedValue;
  /** Functions that could not be read, with the reason; known once the first call has begun. */
  unreadable(): readonly UnreadableScript[];
  /** Reads a file of tests; gives their titles. @throws ScriptError */
  readTests(test: Script): readonly string[];
  /** @throws ScriptError */
  runTest(index: number): void;
  /** What the functions said by `debug` since the last time. */
  takeDebug(): readonly string[];
  close(): void;
}

/** A function that cannot be read, by its name. */
export interface UnreadableScript {
  readonly name: string;
  readonly failure: ScriptFailure;
}

/** What a sandbox is made with. */
export interface SandboxOptions {
  readonly engine: QuickJSWASMModule;
  readonly session: number;
  readonly scripts: readonly Script[];
  /** Names of the built-in functions. */
  readonly builtIns: readonly string[];
  readonly callBuiltIn: (name: string, args: PackedValue) => PackedValue;
}

/** Lines of `debug` that are kept of one call, and the length of one. */
const MOST_LINES = 100;
const LONGEST_LINE = 2000;

/** Opens a sandbox. The functions are read when the first call begins; one that cannot be read fails when called. */
export function openSandbox({ engine, session, scripts, builtIns, callBuiltIn }: SandboxOptions): Sandbox {
  const guest = createGuest(engine);
  const { context } = guest;
  const text = (value: string): QuickJSHandle => context.newString(value);
  const unreadable = new Map<string, ScriptFailure>();
  const lines: string[] = [];
  let isRead = false;

  provide(guest, {
    debug: (line) => {
      if (lines.length < MOST_LINES) lines.push(context.getString(line).slice(0, LONGEST_LINE));
      return context.undefined;
    },
    toBytes: (value, encoding) => {
      const bytes = Buffer.from(context.getString(value), encodingOf(context.getString(encoding)));
      return context.newArrayBuffer(new Uint8Array(bytes).buffer);
    },
    toText: (bytes, encoding) => {
      const view = context.getArrayBuffer(bytes);
      return view.consume(({ value }) => text(Buffer.from(value).toString(encodingOf(context.getString(encoding)))));
    },
    callBuiltIn: (name, args, buffers, answered) => {
      const value = callBuiltIn(context.getString(name), {
        text: context.getString(args),
        buffers: guest.buffersIn(buffers),
      });
      value.buffers.forEach((buffer, index) =>
        context.newArrayBuffer(buffer).consume((handle) => context.setProp(answered, index, handle)),
      );
      return text(value.text);
    },
  });
  context.setProp(context.global, 'inside', guest.inside);
  for (const { path, code } of INSIDE) {
    guest.evaluate(code, path).dispose();
  }
  guest.ask('prepare', text(JSON.stringify(builtIns)), text(JSON.stringify(scripts.map(({ name }) => name)))).dispose();

  return {
    session,
    begin({ now, seed, timezone, environment, deadlineMs }) {
      guest.deadline = performance.now() + deadlineMs;
      lines.length = 0;
      if (!isRead) readScripts();
      const time = text(JSON.stringify({ now, seed, timezone }));
      guest.ask('begin', time, text(environment.text), guest.list(environment.buffers)).dispose();
    },
    call(name, args) {
      const failure = unreadable.get(name);
      if (failure !== undefined) throw new ScriptError(failure);
      const answered = guest.list([]);
      try {
        const named = [text(name), text(args.text), guest.list(args.buffers), answered.dup()];
        const answer = guest.ask('call', ...named).consume((handle) => context.getString(handle));
        return { text: answer, buffers: guest.buffersIn(answered) };
      } finally {
        answered.dispose();
      }
    },
    unreadable: () => [...unreadable].map(([name, failure]) => ({ name, failure })),
    readTests({ path, code }) {
      guest.evaluate(code, path).dispose();
      const titles = guest.ask('titles').consume((handle) => context.getString(handle));
      return JSON.parse(titles) as readonly string[];
    },
    runTest: (index) => guest.ask('runTest', context.newNumber(index)).dispose(),
    takeDebug: () => lines.splice(0),
    close: () => guest.close(),
  };

  /** Each file is read by itself, so that what one declares beside its function does not clash with another's. */
  function readScripts(): void {
    isRead = true;
    for (const { name, path, code } of scripts) {
      try {
        const own = guest.evaluate(
          `(function () {${code}\n;return typeof ${name} === 'function' ? ${name} : undefined;\n})()`,
          path,
        );
        own.consume((handle) => {
          if (context.typeof(handle) === 'function') context.setProp(context.global, name, handle);
          else unreadable.set(name, undefinedFunction(name));
        });
      } catch (error) {
        if (!(error instanceof ScriptError)) throw error;
        unreadable.set(name, error.failure);
      }
    }
  }
}

function undefinedFunction(name: string): ScriptFailure {
  const message = `The file of the function defines no function called "${name}".`;
  return { type: 'thrown', name: 'Error', message };
}

type Provided = (...args: QuickJSHandle[]) => QuickJSHandle;

/** Functions of ours that the code inside may call. */
function provide({ context, inside }: Guest, functions: Readonly<Record<string, Provided>>): void {
  for (const [name, action] of Object.entries(functions)) {
    context.newFunction(name, action).consume((handle) => context.setProp(inside, name, handle));
  }
}

/** The code inside has checked that it is one. */
function encodingOf(name: string): BufferEncoding {
  return Buffer.isEncoding(name) ? name : 'utf8';
}
