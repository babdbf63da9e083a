import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { openInbox, TOKEN } from './inbox-stage.ts';
import type { InboxStage } from './inbox-stage.ts';

let stage: InboxStage;

beforeAll(async () => {
  stage = await openInbox();
});

afterAll(() => stage.close());

type Message = (body: string, isLast: boolean) => string;

const head = (isLast: boolean): string =>
  `POST /hooks/${TOKEN} HTTP/1.1\r\nhost: x\r\ncontent-type: text/plain\r\n${isLast ? 'connection: close\r\n' : ''}`;

const MESSAGES: Readonly<Record<string, Message>> = {
  'with their length': (body, isLast) => `${head(isLast)}content-length: ${body.length}\r\n\r\n${body}`,
  'in chunks': (body, isLast) => {
    const chunks = (body.match(/[^]{1,7}/g) ?? []).map((chunk) => `${chunk.length.toString(16)}\r\n${chunk}\r\n`);
    return `${head(isLast)}transfer-encoding: chunked\r\n\r\n${chunks.join('')}0\r\n\r\n`;
  },
};

const bodies = fc.array(fc.string({ minLength: 1, maxLength: 40, unit: 'binary-ascii' }), {
  minLength: 1,
  maxLength: 3,
});
const cuts = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 4 });

test.each(Object.keys(MESSAGES))(
  'bodies that are sent %s on one connection are kept as they are, in however many packets they come',
  async (way) => {
    await fc.assert(
      fc.asyncProperty(bodies, cuts, async (sent, places) => {
        const before = await keptBodies();
        const text = sent.map((body, index) => MESSAGES[way]!(body, index === sent.length - 1)).join('');
        const answers = await stage.raw(piecesOf(text, places));
        expect(answers.match(/HTTP\/1.1 202 /g)).toHaveLength(sent.length);
        const kept = await keptBodies();
        expect(kept.slice(before.length)).toEqual(sent);
      }),
      { numRuns: 25 },
    );
  },
);

function piecesOf(text: string, places: readonly number[]): readonly string[] {
  const ends = [...new Set(places.map((place) => Math.floor(place * text.length)))].sort((a, b) => a - b);
  return [0, ...ends].map((start, index) => text.slice(start, ends[index])).filter((piece) => piece !== '');
}

/** In the order in which they were taken in. */
async function keptBodies(): Promise<readonly string[]> {
  const { items } = await stage.store.deliveries.list({ limit: 250 });
  const bySeq = items.toSorted((a, b) => (a.items[0]?.seq ?? 0) - (b.items[0]?.seq ?? 0));
  const kept = await Promise.all(bySeq.map(({ delivery }) => stage.store.deliveries.get(delivery.id)));
  return kept.map((delivery) => Buffer.from(delivery!.body).toString('latin1'));
}
