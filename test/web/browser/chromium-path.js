import { existsSync } from 'node:fs';

/** Where the browser of the tests is; `CHROMIUM_PATH` says otherwise. */
export function chromiumPath() {
  return process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium';
}

/** Whether it is there. */
export function hasChromium() {
  return existsSync(chromiumPath());
}
