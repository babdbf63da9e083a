import type { Collection } from '../core/json.ts';
import type { CompiledValue } from '../iml/value.ts';
import type { Expression, Template } from '../iml/template.ts';
import type { CallKind } from './call.ts';
import type { Polling } from './polling.ts';
import type { Round } from './round.ts';
import type { Trust } from './trust.ts';

/**
 * The stages of one round, in order: `prepare` (temp, condition), `address`, `build` (the rest of the request), then
 * the exchange, `receive` (parse, judge), `store` (what a connection keeps), `emit` (outputs), `again` (another round
 * or page?); and once after the last request, `finish`.
 */
export const PHASES = ['prepare', 'address', 'build', 'receive', 'store', 'emit', 'again', 'finish'] as const;

/** One stage of a round. */
export type Phase = (typeof PHASES)[number];

/** What a compiled directive does in one stage; everything it reads and writes is in the round. */
export type Step = (round: Round) => void;

/** The steps of one directive; most have a single one. */
export type Steps = { readonly [P in Phase]?: Step };

/** How far a directive does here what it does elsewhere: `emulated` is accepted, because its effect is there anyway. */
export type Support = 'native' | 'emulated' | 'unsupported';

/** One key of a communication: how it is compiled, and examples that the tests run and the reference prints. */
export interface Directive {
  /** Its path in a request, for example `response.iterate`. */
  readonly name: string;
  /** Other spellings, accepted in the same place. */
  readonly aliases?: readonly string[];
  /** What it does, one sentence. */
  readonly summary: string;
  readonly examples: readonly DirectiveExample[];
  /** Compiled for every request, with `undefined` where the manifest does not have it. */
  readonly always?: true;
  /** `null` is a value of its own here; elsewhere it is the same as not being there. */
  readonly takesNull?: true;
  /** For a value as written. @default native */
  support?(raw: unknown): Support;
  /** Parses once and returns steps that only run; findings go to `context.report`. */
  compile(raw: unknown, context: CompileContext): Steps;
}

/** A communication, the answers of the service, and what must come of it. */
export interface DirectiveExample {
  readonly manifest: unknown;
  /** @default { baseUrl: 'https://api.example.com' } */
  readonly base?: unknown;
  /** @default module */
  readonly kind?: CallKind;
  readonly given?: {
    readonly variables?: Collection;
    /** In order; the last one repeats. A `body` that is not a text is sent as JSON. @default one 200 with `{}` */
    readonly answers?: readonly ExampleAnswer[];
    /** What a polling trigger is asked for. */
    readonly context?: { readonly polling: Polling };
  };
  readonly expected: {
    /** What was sent, each compared by the members named here. */
    readonly requests?: readonly Collection[];
    readonly outputs?: readonly unknown[];
    /** Members of the result besides the outputs. */
    readonly result?: Collection;
    readonly error?: { readonly name: string; readonly message: string };
    /** Findings when it is compiled: pointer and code. */
    readonly problems?: readonly { readonly pointer: string; readonly code: string }[];
  };
}

/** One answer of the service in an example. */
export interface ExampleAnswer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** A value written for the same key at one level (base, request, pagination), lowest first. */
export interface Layer {
  readonly raw: unknown;
  /** A level above it is one expression for all, or null: this one is not sent. */
  readonly replaced: boolean;
}

/** One finding of a directive; `at` is a pointer below the directive's own value. */
export interface Finding {
  readonly code: string;
  readonly message: string;
  readonly fix?: string;
  readonly at?: string;
}

/** What a directive compiles with: parsers that collect problems instead of throwing, and its surroundings. */
export interface CompileContext {
  readonly kind: CallKind;
  /** The whole request, base merged in, as written. */
  readonly request: Collection;
  /** Who may decide where a request goes. */
  readonly trust: Trust;
  /** The values of `headers` or `qs` at every level, to be merged after they are evaluated. */
  layers(name: LayeredName): readonly Layer[];
  /** Text with expressions; a problem is reported and an empty template returned. */
  template(source: string, at?: string): Template;
  /** An expression without braces. */
  expression(source: string, at?: string): Expression;
  /** Any JSON with expressions in it. */
  value(raw: unknown, at?: string): CompiledValue;
  report(finding: Finding): void;
  /** Reports every key of `raw` that is not `known`. */
  checkKeys(raw: Collection, known: readonly string[], at?: string): void;
}

/** Keys whose levels are evaluated apart, so that a spread in one does not displace another. */
export type LayeredName = 'headers' | 'qs';
