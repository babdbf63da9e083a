import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Express } from 'express';
import { ConnectorError } from '../core/errors.ts';

/** Where this server answers for the sandbox beside it: a page of this server may reach no other origin. */
export const SANDBOX_PATH = '/sandbox-api';

/** The sandbox beside the server. To the server it is a stranger: an address, and something that answers requests. */
export interface SandboxPart {
  /** Its own address, for example `http://127.0.0.1:3100`. */
  readonly url: string;
  /** Answers a request whose path begins below {@link SANDBOX_PATH}. */
  readonly handler: (request: IncomingMessage, response: ServerResponse) => void;
}

/** Hands everything below the path to the sandbox, or says that there is none. */
export function mountSandbox(app: Express, sandbox: SandboxPart | undefined): void {
  app.use(SANDBOX_PATH, (request, response) => {
    response.locals['route'] = SANDBOX_PATH;
    if (sandbox === undefined) {
      throw new ConnectorError('NotFoundError', 'No sandbox runs beside this server.', {
        fix: 'Start the server with SONAR_CONNECT_SANDBOX=on and without SONAR_CONNECT_SANDBOX_URL.',
      });
    }
    // It is to see what it would have seen on its own address.
    request.originalUrl = request.url;
    sandbox.handler(request, response);
  });
}
