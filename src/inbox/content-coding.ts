/** Codings a body may be compressed with. */
const READABLE: ReadonlySet<string> = new Set(['gzip', 'x-gzip', 'deflate', 'br']);
/** More of them on top of each other serve nobody but attackers. */
const MOST_CODINGS = 3;

/** The codings of a Content-Encoding in the order they were applied, `identity` left out. */
export function codingsOf(header: string | readonly string[] | undefined): string[] {
  if (header === undefined || header === '') return [];
  return String(header)
    .toLowerCase()
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '' && name !== 'identity');
}

/** Whether a body with this Content-Encoding can be read. */
export function isReadableCoding(header: string | undefined): boolean {
  const codings = codingsOf(header);
  return codings.length <= MOST_CODINGS && codings.every((coding) => READABLE.has(coding));
}

/** Whether deliveries may have this Content-Type: JSON, form, text, XML, or none at all. */
export function isReadableType(header: string | undefined): boolean {
  if (header === undefined || header === '' || header === 'application/json') return true;
  const [mime = ''] = header.toLowerCase().split(';', 1);
  return READABLE_TYPE.test(mime.trim());
}

const READABLE_TYPE = /^(?:text\/[\w.+-]+|application\/(?:(?:[\w.+-]+\+)?(?:json|xml)|x-www-form-urlencoded))$/;
