import { Command } from 'commander';
import type { CommanderError } from 'commander';
import { ConnectorError } from '../core/errors.ts';
import { APP_COMMANDS, APP_IMPORT } from './commands/app.ts';
import { CONNECTION_COMMANDS } from './commands/connection.ts';
import { DATA_STORE_COMMANDS } from './commands/data-store.ts';
import { EXECUTION_COMMANDS } from './commands/execution.ts';
import { KEY_COMMANDS } from './commands/keys.ts';
import { SCENARIO_COMMANDS } from './commands/scenario.ts';
import { TRIGGER_START_COMMANDS } from './commands/trigger-start.ts';
import { WEBHOOK_COMMANDS } from './commands/webhook.ts';
import { addServerCommand, addServerCommands } from './server-command.ts';
import type { ExportOptions } from './commands/export.ts';
import type { RunOptions } from './commands/run.ts';
import type { StartOptions } from './commands/start.ts';
import type { TestOptions } from './commands/test.ts';
import type { Terminal } from './terminal.ts';

const SERVER_COMMANDS = [
  {
    noun: 'scenario',
    summary: 'scenarios of the running server',
    commands: [...SCENARIO_COMMANDS, ...TRIGGER_START_COMMANDS],
  },
  { noun: 'connection', summary: 'accounts of the running server', commands: CONNECTION_COMMANDS },
  { noun: 'webhook', summary: 'webhooks and deliveries of the running server', commands: WEBHOOK_COMMANDS },
  { noun: 'data-store', summary: 'data stores of the running server', commands: DATA_STORE_COMMANDS },
  { noun: 'execution', summary: 'runs of the running server', commands: EXECUTION_COMMANDS },
  { noun: 'app', summary: 'apps of the running server', commands: APP_COMMANDS },
  { noun: 'keys', summary: 'the key that seals tokens', commands: KEY_COMMANDS },
];

const RUN_EXAMPLES = `
Examples:
  sonar-connect run createUpdateCustomer -i phoneNumber=+13105551234 -i firstName=Matthew
  sonar-connect run getCustomer -i phoneNumber=+13105551234 --json
  sonar-connect run sendMessage -i @message.json --dry-run
  sonar-connect run watchNewCustomer --wait`;

/** The commands and their options; every command loads its code only when it runs. */
export function createProgram(terminal: Terminal, version: string): Command {
  const program = new Command('sonar-connect')
    .description('The Sonar connector app and its runtime, with a Sonar sandbox that needs no account.')
    .version(version)
    .showSuggestionAfterError(true)
    .exitOverride()
    .configureOutput({ writeOut: terminal.out, writeErr: terminal.err, outputError: () => {} })
    .addHelpText('after', RUN_EXAMPLES);
  addRun(program, terminal);
  for (const group of SERVER_COMMANDS) addServerCommands(program, terminal, group);
  program
    .command('modules')
    .description('list the modules of the app and their inputs')
    .option('--json', 'print one JSON document')
    .action(async (options: { json?: boolean }) =>
      (await import('./commands/modules.ts')).modulesCommand(terminal, options),
    );
  program
    .command('doctor')
    .description('look at everything a start needs, and say what is wrong')
    .option('--json', 'print one JSON document')
    .action(async (options: { json?: boolean }) =>
      (await import('./commands/doctor.ts')).doctorCommand(terminal, options),
    );
  program
    .command('check')
    .argument('[dir]', 'folder of an app, or a zip archive of it')
    .description('find mistakes in the files of an app, and how well it fits here, offline')
    .option('--json', 'print one JSON document')
    .action(async (dir: string | undefined, options: { json?: boolean }) =>
      (await import('./commands/check.ts')).checkCommand(terminal, dir, options),
    );
  addServerCommand(program, terminal, APP_IMPORT);
  program
    .command('export')
    .argument('[dir]', 'folder of an app, or a zip archive of it')
    .description("write an app in Make's layout for local development, offline")
    .option('--format <format>', 'makecomapp (a folder) or zip', 'makecomapp')
    .requiredOption('-o, --output <place>', 'new folder, or new file of the archive')
    .action(async (dir: string | undefined, options: ExportOptions) =>
      (await import('./commands/export.ts')).exportCommand(terminal, dir, options),
    );
  program
    .command('test')
    .argument('[dir]', 'folder of an app')
    .description('run the tests of the functions of an app, and its calls against a stand-in for its service')
    .option('--mock', 'call every connection, RPC, webhook and module as well; nothing leaves this computer')
    .option('--json', 'print one JSON document')
    .action(async (dir: string | undefined, options: TestOptions) =>
      (await import('./commands/test.ts')).testCommand(terminal, dir, options),
    );
  program
    .command('start')
    .description('run the server and the Sonar sandbox until Ctrl-C')
    .option('--no-demo', 'leave an empty installation empty')
    .action(async (options: StartOptions) => (await import('./commands/start.ts')).startCommand(terminal, options));
  program
    .command('sandbox')
    .description('run the Sonar sandbox alone until Ctrl-C')
    .option('--reset', 'start again from the seed')
    .option('--json', 'print one JSON document')
    .action(async (options: { reset?: boolean; json?: boolean }) =>
      (await import('./commands/sandbox.ts')).sandboxCommand(terminal, options),
    );
  return program;
}

function addRun(program: Command, terminal: Terminal): void {
  program
    .command('run')
    .argument('<module>', 'name of a module, as "modules" lists it')
    .description('run one module; without a token, in the embedded sandbox')
    .option(
      '-i, --input <input>',
      'key=value (lists as JSON), @file.json, or @- for standard input; repeatable',
      append,
    )
    .option('--dry-run', 'print the request, secrets hidden, and send nothing')
    .option('--json', 'print one JSON document')
    .option('--sandbox', 'the token belongs to a sandbox account')
    .option('--token-stdin', 'read the token from standard input (or set SONAR_TOKEN)')
    .option('--wait', 'for an instant trigger: register a webhook, wait, remove it again')
    .option('--count <n>', 'deliveries to wait for', wholeNumber(1, 1_000_000), 1)
    .option('--port <n>', 'port that receives deliveries; 0 takes a free one', wholeNumber(0, 65_535), 0)
    .option('--public-url <url>', 'address under which the service reaches that port')
    .option('--debug', 'print every HTTP exchange, and what functions of the app say, secrets hidden')
    .addHelpText('after', RUN_EXAMPLES)
    .action(async (name: string, options: RunOptions) =>
      (await import('./commands/run.ts')).runCommand(terminal, name, options),
    );
}

function append(value: string, list: readonly string[] = []): string[] {
  return [...list, value];
}

/** Reads a whole number from `least` to `most`. */
function wholeNumber(least: number, most: number): (text: string) => number {
  return (text) => {
    const number = /^\d{1,7}$/.test(text) ? Number(text) : Number.NaN;
    if (number >= least && number <= most) return number;
    throw new ConnectorError('UsageError', `"${text}" is not a whole number from ${least} to ${most}.`, {
      fix: `Write digits only, from ${least} to ${most}.`,
    });
  };
}

/** A command line that cannot be read as the error everything else is reported as; undefined after help or version. */
export function usageError(error: CommanderError): ConnectorError | undefined {
  if (error.exitCode === 0) return undefined;
  if (error.code === 'commander.help') {
    return new ConnectorError('UsageError', 'No command was given.', {
      fix: 'Choose one of the commands listed above.',
    });
  }
  const said = error.message.replace(/^error: /, '').replace(/\n\((.*)\)$/, '. $1');
  const sentence = `${said.charAt(0).toUpperCase()}${said.slice(1)}${/[.?]$/.test(said) ? '' : '.'}`;
  return new ConnectorError('UsageError', sentence, {
    fix: 'Look at sonar-connect --help, or --help behind a command.',
  });
}
