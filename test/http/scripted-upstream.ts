import { createServer, type AddressInfo, type Socket } from 'node:net';
import { gzipSync } from 'node:zlib';

/** One request as it arrived. */
export interface Received {
  readonly method: string;
  readonly path: string;
  /** Request line and headers, byte for byte. */
  readonly head: string;
  readonly body: string;
}

/** A server on a loopback port that misbehaves by script: the path names the fault. */
export interface ScriptedUpstream {
  readonly origin: string;
  readonly received: readonly Received[];
  /** Connections opened so far. */
  readonly connections: () => number;
  stop(): Promise<void>;
}

type Script = (socket: Socket, request: Received) => void;

export async function startScriptedUpstream(scripts: Readonly<Record<string, Script>> = {}): Promise<ScriptedUpstream> {
  const received: Received[] = [];
  const sockets = new Set<Socket>();
  let connections = 0;
  const known: Readonly<Record<string, Script>> = { ...FAULTS, ...scripts };
  const server = createServer((socket) => {
    connections += 1;
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => undefined);
    readRequests(socket, (request) => {
      received.push(request);
      const name = /^\/([\w-]*)/.exec(request.path)?.[1] ?? '';
      (known[name] ?? notFound)(socket, request);
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    received,
    connections: () => connections,
    async stop() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => {
        server.close(resolve);
      });
    },
  };
}

/** A whole answer with its length. */
export function answer(status: string, headers: readonly string[], body: string | Uint8Array): Buffer {
  const bytes = Buffer.from(body);
  const head = [`HTTP/1.1 ${status}`, ...headers, `Content-Length: ${bytes.length}`, '', ''].join('\r\n');
  return Buffer.concat([Buffer.from(head, 'latin1'), bytes]);
}

const JSON_TYPE = 'Content-Type: application/json';

const FAULTS: Readonly<Record<string, Script>> = {
  ok: (socket) => socket.write(answer('200 OK', [JSON_TYPE], '{"ok":true}')),
  echo: (socket, request) =>
    socket.write(answer('200 OK', [JSON_TYPE], JSON.stringify({ head: request.head, body: request.body }))),
  'black-hole': () => undefined,
  'slow-headers': (socket) => drip(socket, 'HTTP/1.1 200 OK\r\nX-Slow: yes\r\n', 20),
  drip: (socket) => {
    socket.write(`HTTP/1.1 200 OK\r\n${JSON_TYPE}\r\nContent-Length: 100000\r\n\r\n`);
    drip(socket, ' '.repeat(100_000), 10);
  },
  hangup: (socket) => socket.destroy(),
  reset: (socket) => {
    socket.write(`HTTP/1.1 200 OK\r\n${JSON_TYPE}\r\nContent-Length: 1000\r\n\r\n{"a":`);
    setTimeout(() => socket.resetAndDestroy(), 10);
  },
  'short-length': (socket) => socket.end(`HTTP/1.1 200 OK\r\n${JSON_TYPE}\r\nContent-Length: 1000\r\n\r\n{"a":1}`),
  'short-chunk': (socket) =>
    socket.end(`HTTP/1.1 200 OK\r\n${JSON_TYPE}\r\nTransfer-Encoding: chunked\r\n\r\n7\r\n{"a":1}\r\n`),
  'short-json': (socket) => socket.write(answer('200 OK', [JSON_TYPE], '{"items":[{"id":1},{"i')),
  'html-as-json': (socket) => socket.write(answer('200 OK', [JSON_TYPE], '<!doctype html><p>Sign in</p>')),
  html: (socket) => socket.write(answer('200 OK', ['Content-Type: text/html'], '<!doctype html><p>Sign in</p>')),
  'bad-gateway': (socket) => socket.write(answer('502 Bad Gateway', [JSON_TYPE], '<html>Bad Gateway</html>')),
  gzip: (socket) => socket.write(answer('200 OK', [JSON_TYPE, 'Content-Encoding: gzip'], gzipSync('{"ok":true}'))),
  bomb: (socket) =>
    socket.write(answer('200 OK', [JSON_TYPE, 'Content-Encoding: gzip'], gzipSync(Buffer.alloc(4 * 1024 * 1024)))),
  'short-gzip': (socket) =>
    socket.write(answer('200 OK', [JSON_TYPE, 'Content-Encoding: gzip'], gzipSync('{"ok":true}').subarray(0, 20))),
  'false-gzip': (socket) => socket.write(answer('200 OK', [JSON_TYPE, 'Content-Encoding: gzip'], '{"ok":true}')),
  'odd-coding': (socket) => socket.write(answer('200 OK', [JSON_TYPE, 'Content-Encoding: rot13'], '{"ok":true}')),
  huge: (socket) => {
    socket.write('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n');
    const chunk = `4000\r\n${'x'.repeat(0x4000)}\r\n`;
    const pump = (): void => {
      while (socket.writable && socket.write(chunk));
    };
    socket.on('drain', pump);
    pump();
  },
  loop: (socket) => socket.write(answer('302 Found', ['Location: /loop'], '')),
  redirect: (socket, request) => {
    const query = new URLSearchParams(request.path.split('?')[1]);
    const status = query.get('status') ?? '302';
    socket.write(answer(`${status} Moved`, [`Location: ${query.get('to') ?? ''}`], ''));
  },
  empty: (socket) => socket.write('HTTP/1.1 204 No Content\r\n\r\n'),
  'repeated-headers': (socket) =>
    socket.write(answer('200 OK', ['Set-Cookie: a=1', 'Set-Cookie: b=2', 'X-Page: 1', 'x-page: 2'], 'ok')),
  nonsense: (socket) => socket.end('SSH-2.0-OpenSSH_9.6\r\n'),
};

function notFound(socket: Socket): void {
  socket.write(answer('404 Not Found', [JSON_TYPE], '{"error":"not found"}'));
}

function drip(socket: Socket, text: string, everyMs: number): void {
  let sent = 0;
  const timer = setInterval(() => {
    if (sent >= text.length || !socket.writable) clearInterval(timer);
    else socket.write(text.charAt(sent));
    sent += 1;
  }, everyMs);
  socket.on('close', () => clearInterval(timer));
}

function readRequests(socket: Socket, onRequest: (request: Received) => void): void {
  let pending = '';
  socket.on('data', (chunk) => {
    pending += chunk.toString('latin1');
    for (let end = pending.indexOf('\r\n\r\n'); end >= 0; end = pending.indexOf('\r\n\r\n')) {
      const head = pending.slice(0, end);
      const length = Number(/^content-length: *(\d+)/im.exec(head)?.[1] ?? 0);
      if (pending.length < end + 4 + length) return;
      const body = Buffer.from(pending.slice(end + 4, end + 4 + length), 'latin1').toString('utf8');
      pending = pending.slice(end + 4 + length);
      const [method = '', path = ''] = head.split(' ', 2);
      onRequest({ method, path, head, body });
    }
  });
}
