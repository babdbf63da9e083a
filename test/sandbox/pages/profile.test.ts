import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { member, openStage } from '../stage.ts';
import type { Stage } from '../stage.ts';

let stage: Stage;

beforeEach(async () => {
  stage = await openStage();
});
afterEach(() => stage.sandbox.close());

const ONE = '+13105551111';
const define = (name: string, type: string, more: object = {}) =>
  stage.control('POST', '/property_definitions', { name, label: `<${name}>`, type, shown_to_customer: true, ...more });
const input = (name: string): string => `p-${Buffer.from(name).toString('base64url')}`;

async function outbound(): Promise<string[]> {
  const { body } = await stage.control('GET', '/messages?direction=outbound');
  return (member(body, 'messages') as unknown[]).map((each) => String(member(each, 'text')));
}

/** Texts the word and gives the address that came back. */
async function link(text = 'profile'): Promise<string> {
  await stage.control('POST', '/messages/receive', { phone_number: ONE, text });
  const [answer = ''] = await outbound();
  return /https?:\S+/.exec(answer)?.[0] ?? '';
}
async function properties(): Promise<unknown> {
  const { body } = await stage.api('GET', `/v1/customers?phone_number=${encodeURIComponent(ONE)}`);
  return member(body, 'properties');
}
const post = (url: string, fields: Readonly<Record<string, string>> | [string, string][]) =>
  fetch(url, { method: 'POST', body: new URLSearchParams(fields) });

describe('texting the word profile', () => {
  test.each(['profile', ' Profile '])('answers %j with a link nobody can guess', async (text) => {
    await define('born', 'date');
    const url = await link(text);
    expect(url).toMatch(new RegExp(`^${stage.sandbox.url}/profile/[A-Za-z0-9_-]{32}$`));
    expect((await stage.control('GET', '/state')).body).toMatchObject({ customers: [{ state: 'unreplied' }, {}, {}] });
  });

  test('is a message like any other when no property is shown to customers, or there is more in it', async () => {
    await link();
    await define('born', 'date');
    await link('my profile');
    expect(await outbound()).toEqual([]);
  });

  test('ends the link before, and every link ends after a day', async () => {
    await define('born', 'date');
    const [first, second] = [await link(), await link()];
    expect((await fetch(first)).status).toBe(404);
    expect((await fetch(second)).status).toBe(200);
    await stage.control('POST', '/clock', { advanceMs: 24 * 3_600_000 - 1 });
    expect((await fetch(second)).status).toBe(200);
    await stage.control('POST', '/clock', { advanceMs: 1 });
    const gone = await fetch(second);
    expect([gone.status, await gone.text()]).toEqual([404, expect.stringContaining('profile</b> again')]);
    expect((await post(second, { [input('born')]: '2024-02-29' })).status).toBe(404);
    expect(await properties()).not.toHaveProperty('born');
  });

  test('keeps the token itself out of what is stored about links', async () => {
    await define('born', 'date');
    const token = (await link()).split('/').at(-1) ?? '';
    const links = JSON.stringify(member((await stage.control('GET', '/state')).body, 'profile_links'));
    expect(links).toContain('token_hash');
    expect(links).not.toContain(token);
  });
});

describe("a customer's own page", () => {
  test('shows the properties that are shown to customers, as text, without script', async () => {
    await define('motto', 'text');
    await define('secret', 'text', { shown_to_customer: false });
    const motto = '"><script>alert(1)</script>{{1}}';
    await stage.api('POST', '/v1/customers', { phone_number: ONE, properties: { motto, secret: 'hidden' } });
    const page = await fetch(await link());
    const text = await page.text();
    expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(page.headers.get('content-security-policy')).toMatch(
      /^default-src 'none'; style-src 'sha256-[^']+'; form-action 'self'/,
    );
    expect(page.headers.get('referrer-policy')).toBe('same-origin');
    expect(page.headers.get('cache-control')).toBe('no-store');
    expect(text).toContain('&lt;motto&gt;');
    expect(text).toContain('value="&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;{{1}}"');
    expect(text).not.toMatch(/<script|hidden/);
  });

  test('saves what was filled in, each in its type, and removes what was emptied', async () => {
    await define('pets', 'number');
    await define('size', 'single_choice', { options: ['S', 'M'] });
    await define('likes', 'multiple_choice', { options: ['cats', 'dogs', 'birds'] });
    await define('home', 'location');
    await define('great_customer', 'text');
    const url = await link();
    const sent = await post(url, [
      [input('pets'), ' 3 '],
      [input('size'), 'M'],
      [input('likes'), 'dogs'],
      [input('likes'), 'cats'],
      [input('home'), '1,2,Here'],
      [input('great_customer'), ''],
      [input('first_customer'), 'not shown'],
    ]);
    expect([sent.status, await sent.text()]).toEqual([200, expect.stringContaining('Saved.')]);
    expect(await properties()).toEqual({
      first_customer: 'true',
      pets: 3,
      size: 'M',
      likes: 'cats, dogs',
      home: '1, 2, Here',
    });
    const page = await (await fetch(url)).text();
    expect(page).toMatch(/value="cats"\s+checked/);
    expect(page).not.toMatch(/value="birds"\s+checked/);
    expect(page).toMatch(/value="M"\s+selected/);
  });

  test('saves nothing when a value is wrong, and says beside it what was expected', async () => {
    await define('class', 'word');
    await define('pets', 'number');
    const before = await properties();
    const sent = await post(await link(), { [input('class')]: 'Class <Of>', [input('pets')]: '3' });
    const text = await sent.text();
    expect(sent.status).toBe(422);
    expect(text).toContain('letters and digits without spaces');
    expect(text).toContain('value="Class &lt;Of&gt;"');
    expect(text).toContain(`aria-describedby="${input('class')}-problem"`);
    expect(await properties()).toEqual(before);
  });

  test.each(['nothing', '', '..%2f__sandbox', 'a'.repeat(5000)])('is not found at %s', async (token) => {
    expect((await fetch(`${stage.sandbox.url}/profile/${token}`)).status).toBe(404);
  });
});
