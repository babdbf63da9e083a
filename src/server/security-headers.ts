import type { RequestHandler } from 'express';
import helmet from 'helmet';

/**
 * The headers every answer carries. Nothing may be loaded, framed or run: the only page there is consists of text and
 * links. No Strict-Transport-Security, because the server speaks plain HTTP on this computer.
 */
export function securityHeaders(): RequestHandler {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'none'"],
        frameAncestors: ["'none'"],
      },
    },
    strictTransportSecurity: false,
    xFrameOptions: { action: 'deny' },
    referrerPolicy: { policy: 'no-referrer' },
  });
}
