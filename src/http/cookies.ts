/** Cookies of the services one call has spoken with; they end with the call. */
export interface CookieJar {
  /** The `Cookie` header for an address, or undefined when there is nothing to send. */
  headerFor(url: string): string | undefined;
  /** Takes what an answer from an address sets or deletes. */
  take(url: string, setCookie: string | readonly string[] | undefined): void;
}

interface Cookie {
  readonly name: string;
  readonly value: string;
  readonly host: string;
  readonly path: string;
  readonly secure: boolean;
}

/** An empty jar. A cookie goes back to the very host that set it, whatever domain it names. */
export function createCookieJar(now: () => number): CookieJar {
  const cookies = new Map<string, Cookie>();
  return {
    headerFor(url) {
      const { hostname, pathname, protocol } = new URL(url);
      const fitting = [...cookies.values()].filter(
        ({ host, path, secure }) => host === hostname && isBelow(pathname, path) && (!secure || protocol === 'https:'),
      );
      if (fitting.length === 0) return undefined;
      // The longer path first, as RFC 6265 wants it.
      const sorted = fitting.toSorted((a, b) => b.path.length - a.path.length);
      return sorted.map(({ name, value }) => `${name}=${value}`).join('; ');
    },
    take(url, setCookie) {
      const { hostname: host, pathname } = new URL(url);
      for (const line of [setCookie ?? []].flat()) {
        const { name, value, attributes } = parse(line);
        if (name === '') continue;
        const path = pathOf(attributes.get('path'), pathname);
        const key = JSON.stringify([host, path, name]);
        cookies.delete(key);
        if (isOver(attributes, now())) continue;
        cookies.set(key, { name, value, host, path, secure: attributes.has('secure') });
      }
    },
  };
}

function parse(line: string): { name: string; value: string; attributes: ReadonlyMap<string, string> } {
  const [pair = '', ...rest] = line.split(';');
  const [name, value] = split(pair);
  return { name, value, attributes: new Map(rest.map(split).map(([key, text]) => [key.toLowerCase(), text])) };
}

function split(text: string): readonly [string, string] {
  const at = text.indexOf('=');
  return at < 0 ? [text.trim(), ''] : [text.slice(0, at).trim(), text.slice(at + 1).trim()];
}

function isOver(attributes: ReadonlyMap<string, string>, now: number): boolean {
  const age = attributes.get('max-age');
  if (age !== undefined && /^-?\d+$/.test(age)) return Number(age) <= 0;
  const expires = Date.parse(attributes.get('expires') ?? '');
  return !Number.isNaN(expires) && expires <= now;
}

function pathOf(written: string | undefined, pathname: string): string {
  if (written?.startsWith('/') === true) return written;
  const end = pathname.lastIndexOf('/');
  return end <= 0 ? '/' : pathname.slice(0, end);
}

function isBelow(pathname: string, path: string): boolean {
  if (!pathname.startsWith(path)) return false;
  return path.endsWith('/') || pathname.length === path.length || pathname[path.length] === '/';
}
