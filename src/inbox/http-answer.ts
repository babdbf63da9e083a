import type { IncomingMessage, ServerResponse } from 'node:http';

/** What a sender gets, ready to be written out. */
export interface HttpAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Every answer of the intake that no app makes itself. */
export const ANSWERS = {
  accepted: textAnswer(202, 'Accepted'),
  badEncoding: textAnswer(400, 'The body is not compressed as its Content-Encoding says.'),
  noAccount: textAnswer(400, 'The delivery does not say which account it is for.'),
  badSecret: textAnswer(401, 'The secret header is missing or wrong.'),
  badSignature: textAnswer(401, 'The signature is missing, wrong or too old.'),
  foreignAddress: textAnswer(403, 'This address may not deliver here.'),
  foreignCompany: textAnswer(403, 'The delivery is for another company.'),
  unknown: textAnswer(404, 'Not Found'),
  badMethod: textAnswer(405, 'Deliver with POST.', { allow: 'POST, PUT, PATCH' }),
  slow: textAnswer(408, 'The body did not arrive in time.', { connection: 'close' }),
  deleted: textAnswer(410, 'This webhook was deleted.'),
  tooLarge: textAnswer(413, 'The body is too large.'),
  badType: textAnswer(415, 'Deliver JSON, a form, text or XML.'),
  badCoding: textAnswer(415, 'Compress with gzip, deflate or br, or not at all.', {
    'accept-encoding': 'gzip, deflate, br',
  }),
  queueFull: textAnswer(429, 'The queue of this webhook is full.', { 'retry-after': '10' }),
  busy: textAnswer(429, 'Too much arrives at once.', { 'retry-after': '1' }),
  cannotStore: textAnswer(503, 'The delivery cannot be stored at the moment.', { 'retry-after': '10' }),
  cannotVerify: textAnswer(503, 'The delivery cannot be verified at the moment.', { 'retry-after': '60' }),
} as const satisfies Record<string, HttpAnswer>;

/** How long the rest of a refused body is read and thrown away, so that the sender gets to read the answer. */
const LINGER_MS = 2000;

/** Writes the answer. A sender that goes on sending a body nobody wants is cut off after a while. */
export function sendAnswer(request: IncomingMessage, response: ServerResponse, answer: HttpAnswer): void {
  response.writeHead(answer.status, answer.headers).end(answer.body);
  if (request.complete) return;
  request.resume();
  setTimeout(() => {
    if (!request.complete) request.socket.destroy();
  }, LINGER_MS).unref();
}

function textAnswer(status: number, body: string, headers: Readonly<Record<string, string>> = {}): HttpAnswer {
  const length = String(Buffer.byteLength(body));
  return {
    status,
    body,
    headers: { 'content-type': 'text/plain; charset=utf-8', 'content-length': length, ...headers },
  };
}
