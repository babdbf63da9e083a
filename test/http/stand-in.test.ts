import { expect, test } from '@jest/globals';
import { systemClock } from '../../src/core/clock.ts';
import { DEFAULT_LIMITS } from '../../src/core/limits.ts';
import { createAxiosClient } from '../../src/http/axios-client.ts';
import { answer, startScriptedUpstream } from './scripted-upstream.ts';

const POLICY = { bases: ['https://api.example.com'], privateOrigins: [], secrets: [] };

test('with a stand-in every request goes there and says where it was meant for, after the same checks', async () => {
  const upstream = await startScriptedUpstream({ v1: (socket) => socket.end(answer('200 OK', [], 'hello')) });
  const http = createAxiosClient({ limits: DEFAULT_LIMITS.http, clock: systemClock, standIn: upstream.origin });
  const send = (url: string) => http.send({ method: 'GET', url, headers: {}, policy: POLICY });
  try {
    const { status, url } = await send('https://api.example.com/v1/a?b=c');
    expect([status, url]).toEqual([200, 'https://api.example.com/v1/a?b=c']);
    expect(upstream.received).toMatchObject([{ path: '/v1/a?b=c' }]);
    expect(upstream.received[0]?.head).toContain('x-stand-in-for: https://api.example.com');
    await expect(send('https://evil.example.org/')).rejects.toMatchObject({ name: 'RequestRefusedError' });
    expect(upstream.received).toHaveLength(1);
  } finally {
    http.close();
    await upstream.stop();
  }
});
