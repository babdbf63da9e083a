import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import { expect, test } from '@jest/globals';

import type { ConnectorError } from '../../src/core/errors.ts';
import { listenError } from '../../src/core/listen-error.ts';

const place = { who: 'The server', host: '127.0.0.1', port: 80, choose: 'set PORT to another one' };

function failure(code: string): ConnectorError {
  return listenError(Object.assign(new Error(`listen ${code}: as the system says it`), { code }), place);
}

/** What the system says when nobody can listen there. */
function refusal(port: number, host: string): Promise<NodeJS.ErrnoException> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', resolve);
    server.listen(port, host, () => server.close(() => reject(new Error('It could listen.'))));
  });
}

test('a port that another program has is a conflict', async () => {
  const other = createServer();
  await new Promise<void>((resolve) => {
    other.listen(0, '127.0.0.1', resolve);
  });
  const { port } = other.address() as AddressInfo;
  expect(listenError(await refusal(port, '127.0.0.1'), { ...place, port })).toMatchObject({
    name: 'ConflictError',
    message: `The server cannot listen on port ${port} of 127.0.0.1: another program has it.`,
    fix: 'Stop that program, or set PORT to another one; 0 takes a free one.',
  });
  await new Promise((resolve) => {
    other.close(resolve);
  });
});

test('an address this computer does not have is not called a taken port', async () => {
  const host = '203.0.113.7';
  expect(listenError(await refusal(0, host), { ...place, host })).toMatchObject({
    name: 'ConfigurationError',
    message: 'The server cannot listen on port 80 of 203.0.113.7: this computer does not have that address.',
    fix: 'Use the address 127.0.0.1 instead.',
  });
});

test('missing rights and exhausted files are named, anything else says what the system says', () => {
  expect(failure('EACCES')).toMatchObject({
    name: 'ConfigurationError',
    message: expect.stringContaining('this user may not open it'),
    fix: expect.stringContaining('Set PORT to another one'),
  });
  expect(failure('EMFILE').message).toContain('too many files open');
  expect(failure('EODD').message).toContain('as the system says it');
});
