import type { RequestHandler } from 'express';
import helmet from 'helmet';

/** What an answer may not do, whatever it is. */
const NOTHING = {
  defaultSrc: ["'none'"],
  baseUri: ["'none'"],
  formAction: ["'none'"],
  frameAncestors: ["'none'"],
};

/**
 * The headers every answer carries. Nothing may be loaded, framed or run: what is not the page consists of text and
 * links. No Strict-Transport-Security, because the server speaks plain HTTP on this computer.
 */
export function securityHeaders(): RequestHandler {
  return helmet({
    contentSecurityPolicy: { useDefaults: false, directives: NOTHING },
    strictTransportSecurity: false,
    xFrameOptions: { action: 'deny' },
    referrerPolicy: { policy: 'no-referrer' },
  });
}

/**
 * What the page may do: load its own files and speak with this server. Style elements need the nonce, because the
 * components and the editor write theirs at run time; no script stands in the document.
 */
export function pageSecurityHeaders(nonce: string): RequestHandler {
  const own = ["'self'"];
  return helmet.contentSecurityPolicy({
    useDefaults: false,
    directives: {
      ...NOTHING,
      scriptSrc: own,
      styleSrc: [...own, `'nonce-${nonce}'`],
      imgSrc: own,
      fontSrc: own,
      connectSrc: own,
    },
  });
}
