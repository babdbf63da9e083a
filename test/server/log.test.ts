import { expect, test } from '@jest/globals';
import { createManualClock } from '../../src/core/clock.ts';
import { redactor, Secret } from '../../src/core/secret.ts';
import { createLog, type LogOptions } from '../../src/server/log.ts';

function linesOf(options: Partial<LogOptions> = {}) {
  const lines: string[] = [];
  return { lines, log: createLog({ write: (line) => void lines.push(line), clock: createManualClock(0), ...options }) };
}

test('writes one line of JSON per event, whatever is in it', () => {
  const { lines, log } = linesOf();
  log.info('two\nlines', { path: '/a\r\nb', big: 1n });
  expect(lines).toHaveLength(1);
  expect(lines[0]).toMatch(/^[^\n\r]*\n$/);
  expect(JSON.parse(lines[0]!)).toEqual({
    time: '1970-01-01T00:00:00.000Z',
    level: 'info',
    message: 'two\nlines',
    path: '/a\r\nb',
    big: '1',
  });
});

test('writes what is at least as important as its level', () => {
  const { lines, log } = linesOf({ level: 'warn' });
  log.debug('no');
  log.info('no');
  log.warn('yes');
  log.error('yes');
  expect(lines).toHaveLength(2);
  const silent = linesOf({ level: 'silent' });
  silent.log.error('no');
  expect(silent.lines).toEqual([]);
});

test('writes errors without their stack, and secrets never', () => {
  const { lines, log } = linesOf({ redact: redactor([new Secret('private-token')]) });
  log.error('failed', { error: new Error('with private-token'), secret: new Secret('other') });
  expect(JSON.parse(lines[0]!)).toMatchObject({
    error: { name: 'Error', message: 'with [secret]' },
    secret: '[secret]',
  });
  expect(lines[0]).not.toContain('stack');
});
