import { ownValue } from '../../core/json.ts';
import { pointerTo } from '../../core/source.ts';
import { allFiles } from '../component.ts';
import { communicationSections, requestsOf } from '../sections.ts';
import type { Check } from './check.ts';

/** Addresses of the own machine, where nobody listens in. */
const LOOPBACK = /^http:\/\/(localhost|127\.\d+\.\d+\.\d+|\[::1\])([:/]|$)/i;

/** Addresses without TLS, where a text or a quoted text of an expression begins with one. */
const PLAIN = /(?<=^|['"])http:\/\/[^'"\s]*/gi;

/** Without TLS anyone on the way reads the token. */
export const plainHttp: Check = {
  code: 'PLAIN_HTTP',
  summary: 'Requests go over https, save to the own machine.',
  severity: 'warning',
  examples: {
    good: { 'manifest.json': { base: { baseUrl: 'https://api.example.com' } } },
    bad: { 'manifest.json': { base: { baseUrl: 'http://api.example.com' } } },
  },
  check: (source) =>
    allFiles(source).flatMap((file) =>
      communicationSections(file)
        .flatMap(requestsOf)
        .flatMap((request) => ['baseUrl', 'url'].map((key) => ({ key, request })))
        .flatMap(({ key, request }) => {
          const url = ownValue(request.value, key);
          const plain = typeof url === 'string' ? url.match(PLAIN) : null;
          return [...new Set(plain)]
            .filter((address) => !LOOPBACK.test(address))
            .map((address) => ({
              file,
              pointer: pointerTo(request.pointer, key),
              message: `The address ${address} is not encrypted.`,
              fix: 'Write https:// instead of http://.',
            }));
        }),
    ),
};
