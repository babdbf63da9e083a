import { readConfig } from '../../core/config.ts';
import { ConnectorError } from '../../core/errors.ts';
import { dataFolder } from '../data-folder.ts';
import { printJson } from '../print.ts';
import { findSandbox, startSandbox } from '../sandbox-access.ts';
import { paint } from '../terminal.ts';
import type { Terminal } from '../terminal.ts';

/** `sandbox`: the Sonar sandbox alone, until it is interrupted. */
export async function sandboxCommand(
  terminal: Terminal,
  options: { readonly reset?: boolean; readonly json?: boolean },
): Promise<void> {
  const config = readConfig(terminal.environment);
  const running = await findSandbox(config);
  if (running?.temporary === false) throw runsAlready(running.apiUrl);
  const folder = dataFolder(config, terminal);
  const sandbox = await startSandbox(config, folder, { reset: options.reset === true });
  const facts = { url: sandbox.apiBase, token: sandbox.token, control: `${sandbox.url}/__sandbox`, data: folder };
  if (options.json === true) printJson(terminal, facts);
  else {
    terminal.err(`${paint(terminal, 'bold', 'Sonar sandbox')}: nothing leaves this computer\n`);
    terminal.out(
      `  API      ${facts.url}/v1\n  token    ${facts.token}\n  control  ${facts.control}\n  data     ${facts.data}\n`,
    );
    terminal.err(
      `Next, in another terminal:\n  npx sonar-connect run createUpdateCustomer -i phoneNumber=+13105551234 -i firstName=Matthew\nCtrl-C stops it.\n`,
    );
  }
  await interrupted(terminal.signal);
  await sandbox.close();
}

function runsAlready(apiUrl: string): ConnectorError {
  return new ConnectorError('ConflictError', `The sandbox is running already at ${apiUrl}.`, {
    fix: 'Use that one, stop it first, or choose another port with SANDBOX_PORT and another folder with SONAR_CONNECT_DATA_DIR.',
  });
}

function interrupted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
