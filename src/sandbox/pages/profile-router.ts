import express from 'express';
import type { Request, Response, Router } from 'express';
import { customerOfLink } from '../automation/profile-link.ts';
import type { Sonar } from '../service/sonar.ts';
import type { Html } from './html.ts';
import { PAGE_HEADERS } from './page-frame.ts';
import { profileFields, saveProfileForm } from './profile-fields.ts';
import { expiredPage, profilePage } from './profile-page.ts';

/** What the page works with; `changed` is told when a customer saved something. */
export interface ProfileParts {
  readonly sonar: () => Sonar;
  readonly changed: () => void;
}

/** Customers' own pages as an Express router, to be mounted at /profile. */
export function createProfileRouter({ sonar, changed }: ProfileParts): Router {
  const router = express.Router();
  router.get('/:token', (request, response) => {
    const { world } = sonar();
    const customer = customerOfLink(sonar(), tokenOf(request));
    if (customer === undefined) write(response, 404, expiredPage());
    else write(response, 200, pageOf(sonar(), profileFields(world, customer), false));
  });
  router.post(
    '/:token',
    express.raw({ type: 'application/x-www-form-urlencoded', limit: '100kb' }),
    (request, response) => {
      const { world } = sonar();
      const customer = customerOfLink(sonar(), tokenOf(request));
      if (customer === undefined) {
        write(response, 404, expiredPage());
        return;
      }
      const wrong = saveProfileForm(world, customer, formOf(request));
      if (wrong !== undefined) {
        write(response, 422, pageOf(sonar(), wrong, false));
        return;
      }
      changed();
      write(response, 200, pageOf(sonar(), profileFields(world, customer), true));
    },
  );
  return router;
}

function pageOf({ world }: Sonar, fields: ReturnType<typeof profileFields>, isSaved: boolean): Html {
  return profilePage({ company: world.company.name, fields, isSaved });
}

function tokenOf({ params }: Request): string {
  const { token } = params;
  return typeof token === 'string' ? token : '';
}

function formOf({ body }: Request): URLSearchParams {
  const raw: unknown = body;
  return new URLSearchParams(Buffer.isBuffer(raw) ? raw.toString('utf8') : '');
}

function write(response: Response, status: number, page: Html): void {
  response.writeHead(status, PAGE_HEADERS).end(page.html);
}
