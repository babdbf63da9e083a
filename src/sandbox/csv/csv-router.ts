import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Transform } from 'node:stream';
import type { TransformCallback } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import express from 'express';
import type { Request, Response, Router } from 'express';
import { customerSearch } from '../control/customer-search.ts';
import { writeAnswer } from '../http/answer.ts';
import { parseForm } from '../http/body.ts';
import { refusal, reply } from '../http/reply.ts';
import type { Reply } from '../http/reply.ts';
import { newUuid } from '../service/identifiers.ts';
import type { Sonar } from '../service/sonar.ts';
import { exportCustomers } from './export-customers.ts';
import type { ImportJobs } from './import-jobs.ts';

/** Largest file that is taken, in bytes. */
const LARGEST_FILE = 268_435_456;

/** What the routes work with. */
export interface CsvParts {
  readonly sonar: () => Sonar;
  readonly imports: ImportJobs;
}

/** The two control routes whose bodies are files: they are streamed, never held as a whole. */
export function createCsvRouter({ sonar, imports }: CsvParts): Router {
  const router = express.Router();
  router.post('/customers/import', async (request, response) => {
    const startedAt = performance.now();
    const answer = await takeFile(imports, request);
    if (!request.destroyed || request.complete) writeAnswer(response, answer, { requestId: newUuid(), startedAt });
  });
  router.get('/customers/export', async (request, response) => {
    await giveFile(sonar(), request, response);
  });
  return router;
}

/** Puts the upload into a file that is removed when the import has ended. */
async function takeFile(imports: ImportJobs, request: Request): Promise<Reply> {
  const folder = await mkdtemp(path.join(tmpdir(), 'sandbox-import-'));
  const file = path.join(folder, 'customers.csv');
  let finished: Promise<void> = Promise.resolve();
  try {
    const problem = await receive(request, file);
    if (problem !== undefined) return problem;
    const started = await imports.start(file);
    if (!started.ok) return refusal(400, started.problem);
    finished = started.finished;
    return { ...reply(202, started.job), headers: { Location: `/__sandbox/import?id=${started.job.id}` } };
  } finally {
    void finished.then(() => rm(folder, { recursive: true, force: true }));
  }
}

/** Writes the upload into a file; gives the refusal when it is not taken. */
async function receive(request: Request, file: string): Promise<Reply | undefined> {
  const upload = limited();
  const arrived = await pipeline(request, upload.stream, createWriteStream(file, { mode: 0o600 })).then(
    () => true,
    () => false,
  );
  if (!arrived) return refusal(400, 'The file did not arrive as a whole');
  return upload.isTooLarge() ? refusal(413, 'The file is larger than 256 MB') : undefined;
}

/** Lets bytes through up to the limit and swallows the rest, so that the answer can still be read. */
function limited(): { readonly stream: Transform; readonly isTooLarge: () => boolean } {
  let bytes = 0;
  const stream = new Transform({
    transform(chunk: Buffer, _encoding, done: TransformCallback) {
      bytes += chunk.length;
      if (bytes > LARGEST_FILE) done();
      else done(null, chunk);
    },
  });
  return { stream, isTooLarge: () => bytes > LARGEST_FILE };
}

async function giveFile(sonar: Sonar, request: Request, response: Response): Promise<void> {
  const search = parseForm(request.originalUrl.split('?')[1] ?? '')?.['search'];
  const day = new Date(sonar.clock.now()).toISOString().slice(0, 10);
  response.writeHead(200, {
    'Content-Type': 'text/csv; charset=utf-8',
    'Content-Disposition': `attachment; filename="customers-${day}.csv"`,
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
  });
  const fits = customerSearch(typeof search === 'string' ? search : '');
  // Whoever goes away in the middle ends the export; there is nobody left to tell.
  await pipeline(exportCustomers(sonar.world, fits), response).catch(() => undefined);
}
