import { readFile, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { ConnectorError, toConnectorError } from '../../core/errors.ts';
import { isCollection } from '../../core/json.ts';
import type { Collection } from '../../core/json.ts';
import type { Problem } from '../../core/source.ts';
import type { ApiClient } from '../api-client.ts';
import { counted } from '../counted.ts';
import { readInputs } from '../input.ts';
import { printProblem } from '../print.ts';
import type { ServerCommand } from '../server-command.ts';
import type { Terminal } from '../terminal.ts';
import { shown } from '../shown.ts';

const SCENARIO_ID = /^scn_\w+$/;

const SHOWN = [
  ['ID', (item: Collection) => item['id']],
  ['NAME', (item: Collection) => item['name']],
  ['STATE', (item: Collection) => (item['active'] === true ? 'active' : 'inactive')],
  ['ERRORS', (item: Collection) => item['errors']],
  ['NEXT RUN', (item: Collection) => item['nextRunAt']],
  ['REASON', (item: Collection) => item['reason']],
] as const;

/** `scenario …`: automations of the running server. */
export const SCENARIO_COMMANDS: readonly ServerCommand[] = [
  {
    name: 'list',
    summary: 'list the scenarios',
    run: async ({ api }) => ({
      items: await api.list('/scenarios', {}, 10_000),
      table: { columns: SHOWN, empty: 'No scenarios yet. Import one: sonar-connect scenario import <file>' },
    }),
  },
  {
    name: 'import',
    summary: 'create a scenario from a blueprint, also one exported by Make',
    args: [['<file>', 'blueprint, as JSON']],
    options: [
      ['--name <name>', 'another name than the one in the blueprint'],
      ['--connection <id>', 'use this connection for every module, or <theirs>=<id>,<theirs>=<id> for each'],
      ['--data-store <id>', 'use this data store for every module, or <theirs>=<id>,<theirs>=<id> for each'],
      ['--activate', 'switch it on'],
    ],
    run: async ({ terminal, api, args: [file = ''], options }) => {
      const blueprint = await readBlueprint(terminal, file);
      const connections = idMap(blueprint, '__IMTCONN__', options['connection']);
      const dataStores = idMap(blueprint, 'datastore', options['dataStore']);
      const name = options['name'] === undefined ? {} : { name: options['name'] };
      const body = { blueprint, connections, dataStores, ...name };
      const created = await api.call({ method: 'POST', path: '/scenarios', body });
      const [called, id] = [shown(created['name']), shown(created['id'])];
      if (options['activate'] !== true) {
        if (options['json'] !== true) printFindings(terminal, created['problems']);
        return { data: created, say: `Imported ${called} as ${id}.` };
      }
      const scenario = await switchScenario(api, id, 'activate').catch((error: unknown) => {
        throw stillOff(id, error);
      });
      return { data: scenario, say: `Imported ${called} as ${id}, and switched it on.` };
    },
  },
  {
    name: 'lint',
    summary: 'say what would be wrong with a blueprint, also one exported by Make; nothing is stored',
    args: [['<file>', 'blueprint, as JSON, or the ID of a scenario']],
    run: async ({ terminal, api, args: [source = ''], options }) => {
      const blueprint = SCENARIO_ID.test(source)
        ? await api.call({ method: 'GET', path: `/scenarios/${source}/blueprint` })
        : await readBlueprint(terminal, source);
      const answer = await api.call({ method: 'POST', path: '/blueprints/check', body: { blueprint } });
      const problems = problemsOf(answer['problems']);
      const errors = problems.filter(({ severity }) => severity === 'error');
      if (errors.length > 0) {
        const others = counted(problems.length - errors.length, 'warning');
        throw new ConnectorError('ManifestError', `${counted(errors.length, 'error')} and ${others} in ${source}.`, {
          problems,
          fix: 'Correct them, or install the apps that are missing; a scenario with errors cannot be switched on.',
        });
      }
      if (options['json'] !== true) for (const problem of problems) printProblem(terminal, problem);
      return { data: { problems }, say: `No errors, ${counted(problems.length, 'warning')}.` };
    },
  },
  {
    name: 'export',
    summary: 'write the blueprint of a scenario',
    args: [['<id>', 'scenario']],
    options: [['-o, --output <file>', 'file to write; standard output without it']],
    run: async ({ terminal, api, args: [id = ''], options }) => {
      const blueprint = await api.call({ method: 'GET', path: `/scenarios/${id}/blueprint` });
      const file = options['output'];
      if (typeof file !== 'string') return { data: blueprint };
      await writeFile(resolve(terminal.cwd, file), `${JSON.stringify(blueprint, null, 2)}\n`);
      return { say: `Wrote ${file}.` };
    },
  },
  {
    name: 'run',
    summary: 'run a scenario once',
    args: [['<id>', 'scenario']],
    options: [
      ['--sample', 'start with the sample of the trigger (default for instant triggers)'],
      ['--delivery <id>', 'start with a stored delivery'],
      ['--bundle <file>', 'start with a bundle: @file.json, or @- for standard input'],
      ['--last', 'start with the bundle of the last run'],
      ['--wait', 'start with the next delivery'],
    ],
    run: async ({ terminal, api, args: [id = ''], options }) => {
      const body = (await sourceOf(terminal, options)) ?? (await defaultSource(api, id));
      const started = await api.call({ method: 'POST', path: `/scenarios/${id}/run`, body });
      const run = started['executionId'];
      return { data: started, say: run === null ? 'Waiting for the next delivery.' : `Started ${shown(run)}.` };
    },
  },
  {
    name: 'activate',
    summary: 'switch a scenario on: its webhook is registered first',
    args: [['<id>', 'scenario']],
    run: async ({ api, args: [id = ''] }) => {
      const scenario = await switchScenario(api, id, 'activate');
      return { data: scenario, say: `${shown(scenario['name'])} is active.` };
    },
  },
  {
    name: 'deactivate',
    summary: 'switch a scenario off: deliveries are kept until it is on again',
    args: [['<id>', 'scenario']],
    run: async ({ api, args: [id = ''] }) => {
      const scenario = await switchScenario(api, id, 'deactivate');
      return { data: scenario, say: `${shown(scenario['name'])} is inactive.` };
    },
  },
  {
    name: 'rm',
    summary: 'delete a scenario and its webhook',
    args: [['<id>', 'scenario']],
    run: async ({ api, args: [id = ''] }) => {
      await api.call({ method: 'DELETE', path: `/scenarios/${id}` });
      return { say: `Deleted ${id}.` };
    },
  },
];

function switchScenario(api: ApiClient, id: string, to: 'activate' | 'deactivate'): Promise<Collection> {
  return api.call({ method: 'POST', path: `/scenarios/${id}/${to}` });
}

async function readBlueprint(terminal: Terminal, file: string): Promise<Collection> {
  const text = await readFile(resolve(terminal.cwd, file), 'utf8').catch((cause: unknown) => {
    throw new ConnectorError('UsageError', `The blueprint ${file} cannot be read.`, { cause, fix: 'Check the path.' });
  });
  try {
    const value: unknown = JSON.parse(text.replace(/^\uFEFF/, ''));
    if (isCollection(value)) return value;
  } catch {
    // Said below, together with JSON that is no object.
  }
  throw new ConnectorError('UsageError', `${file} holds no blueprint.`, {
    fix: 'Export it again; a blueprint is one JSON object.',
  });
}

/** Every id that stands in the blueprint under a parameter, mapped to the one that was named for it, or for all. */
function idMap(blueprint: Collection, parameter: string, named: unknown): Record<string, string> {
  const given = typeof named === 'string' ? named.split(',').map((text) => text.trim().split('=')) : [];
  const each = new Map(given.flatMap(([from = '', to]) => (to === undefined ? [] : [[from, to] as const])));
  const forAll = given.findLast(([, to]) => to === undefined)?.[0];
  const found = JSON.stringify(blueprint).matchAll(new RegExp(`"${parameter}":\\s*"?([\\w-]+)"?`, 'g'));
  return Object.fromEntries(
    [...found].flatMap(([, id = '']) => {
      const to = each.get(id) ?? forAll;
      return to === undefined ? [] : [[id, to]];
    }),
  );
}

/** What the options say to start with; undefined when they say nothing. */
async function sourceOf(terminal: Terminal, options: Collection): Promise<Collection | undefined> {
  if (typeof options['delivery'] === 'string') return { type: 'delivery', deliveryId: options['delivery'] };
  if (typeof options['bundle'] === 'string')
    return { type: 'bundle', bundle: await readInputs(terminal, [options['bundle']]) };
  return ['last', 'wait', 'sample'].filter((type) => options[type] === true).map((type) => ({ type }))[0];
}

/** The first module is asked, unless it is one that waits for a webhook: then its sample stands for a delivery. */
async function defaultSource(api: ApiClient, id: string): Promise<Collection> {
  const scenario = await api.call({ method: 'GET', path: `/scenarios/${id}` });
  return { type: scenario['hookId'] === null ? 'trigger' : 'sample' };
}

function printFindings(terminal: Terminal, findings: unknown): void {
  for (const problem of problemsOf(findings)) printProblem(terminal, problem);
}

/** Findings of the API as they are printed. */
function problemsOf(findings: unknown): Problem[] {
  return (Array.isArray(findings) ? findings : []).filter(isCollection).map((finding) => ({
    pointer: shown(finding['pointer']),
    severity: finding['severity'] === 'error' ? 'error' : 'warning',
    code: shown(finding['code']),
    message: shown(finding['message']),
    ...(typeof finding['fix'] === 'string' && { fix: finding['fix'] }),
  }));
}

/** The import itself has succeeded: doing it again would make a second scenario. */
function stillOff(id: string, thrown: unknown): ConnectorError {
  const error = toConnectorError(thrown);
  return new ConnectorError(error.name, `Imported as ${id}, but it is off. ${error.message}`, {
    fix: `${error.fix} Then: sonar-connect scenario activate ${id}`,
    problems: error.problems,
    cause: error,
  });
}
