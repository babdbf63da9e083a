// The page in a real browser on this machine: until the builder can be used, and from a key to its preview.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { chromiumPath } from '../test/web/browser/chromium-path.js';
import { startProduct, startUpstream } from './processes.mjs';
import { setUp } from './server.mjs';

const ASSETS = fileURLToPath(new URL('../dist/web/', import.meta.url));
const ROUNDS = 7;

export async function benchPage() {
  if (!existsSync(chromiumPath())) return [['left out', `there is no Chromium at ${chromiumPath()}`]];
  const { chromium } = await import('playwright-core');
  const upstream = await startUpstream();
  const product = await startProduct(upstream.url);
  const browser = await chromium.launch({ executablePath: chromiumPath(), args: ['--no-sandbox', '--disable-gpu'] });
  try {
    const { scenario } = await setUp(product.url);
    const address = `${product.url}/scenarios/${scenario}`;
    const opened = [];
    for (let round = 0; round < ROUNDS; round += 1) opened.push(await untilUsable(browser, address));
    const keys = await keyToPreview(browser, address);
    return [
      ['JavaScript of the first load', `${(firstLoadBytes() / 1024).toFixed(0)} KiB gzip`],
      ['builder can be used, cold cache', spread(opened)],
      ['key to preview', spread(keys)],
    ];
  } finally {
    await browser.close();
    await product.stop();
    upstream.stop();
  }
}

/** What the document itself asks for before any page of it. */
function firstLoadBytes() {
  const page = readFileSync(`${ASSETS}index.html`, 'utf8');
  const named = [...page.matchAll(/(?:src|href)="\/(assets\/[^"]+\.js)"/g)].map(([, name]) => name);
  const all = readdirSync(`${ASSETS}assets`);
  return named
    .filter((name) => all.includes(name.slice('assets/'.length)))
    .reduce((sum, name) => sum + gzipSync(readFileSync(ASSETS + name)).length, 0);
}

async function untilUsable(browser, address) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  const begun = performance.now();
  await page.goto(address, { waitUntil: 'commit' });
  await page.getByRole('button', { name: 'Edit 2 Send a Message' }).click({ trial: true });
  const took = performance.now() - begun;
  await context.close();
  return took;
}

/** Milliseconds from each key to the first frame whose preview shows it, measured in the page itself. */
async function keyToPreview(browser, address) {
  const page = await (await browser.newContext({ viewport: { width: 1440, height: 900 } })).newPage();
  await page.goto(address);
  await page.getByRole('button', { name: 'Edit 2 Send a Message' }).click();
  const field = page.getByRole('textbox', { name: /^Text/ }).first();
  await field.click();
  await page.keyboard.press('Control+End');
  const preview = page.getByRole('status', { name: 'Preview of Text' });
  await page.evaluate(() => addEventListener('keydown', () => (globalThis.pressedAt = performance.now()), true));
  const times = [];
  for (let round = 0; round < 20; round += 1) {
    const mark = `x${round};`;
    await page.keyboard.type(mark);
    times.push(await preview.evaluate(untilShown, mark));
    await page.waitForTimeout(100);
  }
  return times;
}

/** Runs in the page: milliseconds from the last key to the text in the preview. */
function untilShown(element, wanted) {
  return new Promise((resolve) => {
    const shown = () => element.textContent.includes(wanted);
    const look = () => (shown() ? resolve(performance.now() - globalThis.pressedAt) : requestAnimationFrame(look));
    look();
  });
}

function spread(values) {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted[Math.floor(sorted.length / 2)];
  return `median ${middle.toFixed(0)} ms, most ${sorted.at(-1).toFixed(0)} ms`;
}
