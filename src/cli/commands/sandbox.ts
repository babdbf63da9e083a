import { readConfig } from '../../core/config.ts';
import { dataFolder } from '../data-folder.ts';
import { printJson } from '../print.ts';
import { startSandbox } from '../sandbox-access.ts';
import { paint } from '../terminal.ts';
import type { Terminal } from '../terminal.ts';

/** `sandbox`: the Sonar sandbox alone, until it is interrupted. */
export async function sandboxCommand(
  terminal: Terminal,
  options: { readonly reset?: boolean; readonly json?: boolean },
): Promise<void> {
  const config = readConfig(terminal.environment);
  const folder = dataFolder(config, terminal);
  const sandbox = await startSandbox(config, folder, options.reset === true);
  const facts = { url: sandbox.apiBase, token: sandbox.token, control: `${sandbox.url}/__sandbox`, data: folder };
  if (options.json === true) printJson(terminal, facts);
  else {
    terminal.err(`${paint(terminal, 'bold', 'Sonar sandbox')}: nothing leaves this computer\n`);
    terminal.out(
      `  API      ${facts.url}/v1\n  token    ${facts.token}\n  control  ${facts.control}\n  data     ${facts.data}\n`,
    );
    terminal.err(
      `Next, in another terminal:\n  npx sonar-connect run createUpdateCustomer -i phoneNumber=+13105551234 -i firstName=Matthew\n`,
    );
  }
  await new Promise<void>((resolve) => {
    terminal.signal.addEventListener(
      'abort',
      () => {
        resolve();
      },
      { once: true },
    );
  });
  await sandbox.close();
}
