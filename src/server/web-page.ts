import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import express from 'express';
import type { Express, RequestHandler } from 'express';
import { pageSecurityHeaders } from './security-headers.ts';

/** First part of every address the page shows something at; it finds its way by the rest of the address. */
const SECTIONS: ReadonlySet<string> = new Set([
  '',
  'scenarios',
  'connections',
  'webhooks',
  'data-stores',
  'apps',
  'sandbox',
  'history',
  'settings',
]);
const NONCE = '%CSP_NONCE%';
const YEAR_MS = 365 * 24 * 60 * 60 * 1000;

/** Whether the page was built into `folder`; the library and most tests run without it. */
export function hasWebPage(folder: string | undefined): folder is string {
  return folder !== undefined && existsSync(join(folder, 'index.html'));
}

/** Whether the page answers to a path, with GET. */
export function isPagePath(path: string): boolean {
  return SECTIONS.has(path.split('/')[1] ?? '');
}

/** Serves the page of the folder: its files, whose names change with what is in them, and the document itself. */
export function mountWebPage(app: Express, folder: string): void {
  const document = readFileSync(join(folder, 'index.html'), 'utf8');
  app.use('/assets', express.static(join(folder, 'assets'), { immutable: true, maxAge: YEAR_MS, index: false }));
  for (const file of ['/icon.svg', '/color-scheme.js']) app.get(file, sendFile(join(folder, file)));
  app.use((request, response, next) => {
    if (!['GET', 'HEAD'].includes(request.method) || !isPagePath(request.path)) {
      next();
      return;
    }
    const nonce = randomBytes(16).toString('base64');
    pageSecurityHeaders(nonce)(request, response, () => {
      response.locals['route'] = '/';
      response.set('Cache-Control', 'no-cache').type('html').send(document.replaceAll(NONCE, nonce));
    });
  });
}

function sendFile(path: string): RequestHandler {
  return (_request, response) => {
    response.set('Cache-Control', 'no-cache').sendFile(path);
  };
}
