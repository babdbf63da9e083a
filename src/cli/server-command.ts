import type { Command } from 'commander';
import type { Collection } from '../core/json.ts';
import type { ApiClient } from './api-client.ts';
import { printJson } from './print.ts';
import { printTable } from './table.ts';
import type { Column } from './table.ts';
import { paint } from './terminal.ts';
import type { Terminal } from './terminal.ts';

/** What a command that talks to the server is given. */
export interface ServerCommandContext {
  readonly terminal: Terminal;
  readonly api: ApiClient;
  readonly args: readonly string[];
  /** Options by their long name in camel case. */
  readonly options: Collection;
}

/** What it gives back to be printed: a list, a document, or a sentence. */
export interface ServerCommandResult {
  readonly items?: readonly Collection[];
  readonly table?: { readonly columns: readonly Column[]; readonly empty: string };
  readonly data?: unknown;
  /** For people, on standard error. */
  readonly say?: string;
}

/** One command as data: `sonar-connect <noun> <name>`. */
export interface ServerCommand {
  readonly name: string;
  readonly summary: string;
  readonly args?: readonly (readonly [name: string, help: string])[];
  readonly options?: readonly (readonly [flags: string, help: string])[];
  readonly run: (context: ServerCommandContext) => Promise<ServerCommandResult>;
}

/** Commands under one noun. */
export interface ServerCommandGroup {
  readonly noun: string;
  readonly summary: string;
  readonly commands: readonly ServerCommand[];
}

/** Adds a noun and its commands; every one takes `--server` and `--json`. */
export function addServerCommands(
  program: Command,
  terminal: Terminal,
  { noun, summary, commands }: ServerCommandGroup,
): void {
  const group = program.command(noun).description(summary);
  for (const command of commands) addServerCommand(group, terminal, command);
}

/** Adds one command; it takes `--server` and `--json` as well. */
export function addServerCommand(
  group: Command,
  terminal: Terminal,
  { name, summary, args = [], options = [], run }: ServerCommand,
): void {
  const command = group.command(name).description(summary);
  for (const [argument, help] of args) command.argument(argument, help);
  for (const [flags, help] of options) command.option(flags, help);
  command
    .option('--server <url>', 'address of the server; by default the one of this machine')
    .option('--json', 'print one JSON document')
    .action(async () => {
      const given = command.opts<{ server?: string; json?: boolean }>();
      const { openApi } = await import('./api-client.ts');
      const api = openApi(terminal, given.server);
      try {
        print(
          terminal,
          await run({ terminal, api, args: command.processedArgs.flat().filter(isText), options: given }),
          given.json === true,
        );
      } finally {
        api.close();
      }
    });
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function print(terminal: Terminal, { items, table, data, say }: ServerCommandResult, json: boolean): void {
  if (json) {
    printJson(terminal, items ?? data ?? {});
    return;
  }
  if (items !== undefined && table !== undefined) printTable(terminal, items, table);
  else if (data !== undefined && say === undefined) terminal.out(`${JSON.stringify(data, null, 2)}\n`);
  if (say !== undefined) terminal.err(`${paint(terminal, 'green', '✓')} ${say}\n`);
}
