import { member, read } from './stage.ts';

import type { Answer, Stage } from './stage.ts';

/** Sends a CSV file to the sandbox, without waiting for its rows. */
export function upload({ sandbox }: Stage, file: string): Promise<Answer> {
  const url = `${sandbox.url}/__sandbox/customers/import`;
  return fetch(url, { method: 'POST', headers: { 'Content-Type': 'text/csv' }, body: file }).then(read);
}

/** Sends a CSV file and gives the import as it ended. */
export async function importCsv(stage: Stage, file: string): Promise<unknown> {
  const { status, body: job, text: answer } = await upload(stage, file);
  if (status !== 202) throw new Error(`The file was not taken: ${answer}`);
  return await finished(stage, Number(member(job, 'id')));
}

/** An import once it has ended. */
export async function finished(stage: Stage, id: number): Promise<unknown> {
  for (;;) {
    const { body } = await stage.control('GET', `/import?id=${id}`);
    if (member(body, 'state') !== 'running') return body;
    await new Promise((resolve) => {
      setTimeout(resolve, 10);
    });
  }
}

/** The customers as a CSV file. */
export async function exportCsv({ sandbox }: Stage, query = ''): Promise<Answer> {
  return read(await fetch(`${sandbox.url}/__sandbox/customers/export${query}`));
}
