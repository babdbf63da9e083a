import http, { type ClientRequest, type IncomingMessage } from 'node:http';
import https from 'node:https';

import { ConnectorError } from '../core/errors.ts';
import type { Deadline } from './deadline.ts';

/** What axios hands its requests to, and the answer as Node received it. */
export interface WatchedTransport {
  readonly request: (options: https.RequestOptions, onAnswer: (answer: IncomingMessage) => void) => ClientRequest;
  /** The answer to the last request. Its headers are complete and in order, which axios's are not. */
  answer(): IncomingMessage | undefined;
}

/** Node's own transport, with the deadline and the limit of bytes holding the reins of each request. */
export function watchTransport(deadline: Deadline, wireBytes: number): WatchedTransport {
  let received: IncomingMessage | undefined;
  return {
    request(options, onAnswer) {
      const { request } = options.protocol === 'https:' ? https : http;
      const sent = request(options, (answer) => {
        received = answer;
        limit(answer);
        onAnswer(answer);
      });
      deadline.onFailure(() => sent.destroy());
      return sent;
    },
    answer: () => received,
  };

  function limit(answer: IncomingMessage): void {
    let size = 0;
    answer.on('data', (chunk: Uint8Array) => {
      size += chunk.length;
      if (size > wireBytes) deadline.fail(tooLarge(wireBytes, 'as sent'));
    });
  }
}

/** The answer is over one of its limits. */
export function tooLarge(limit: number, when: 'as sent' | 'after decompression'): ConnectorError {
  return new ConnectorError('MaxFileSizeExceededError', `The answer is larger than ${limit} bytes ${when}.`);
}

/** The answer ended before its end. */
export function cutShort(): ConnectorError {
  return new ConnectorError('ConnectionError', 'The service broke the connection off in the middle of its answer.');
}
