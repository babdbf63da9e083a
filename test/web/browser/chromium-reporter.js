import { chromiumPath, hasChromium } from './chromium-path.js';

/** Says at the end that the tests in a browser were left out, and how to get the browser. */
export default class ChromiumReporter {
  onRunComplete() {
    if (hasChromium()) return;
    process.stderr.write(
      `\nThe browser tests were NOT run: there is no Chromium at ${chromiumPath()}.\n` +
        'Install it (Debian: apt-get install chromium) or set CHROMIUM_PATH, and run npm run test:browser.\n',
    );
  }
}
