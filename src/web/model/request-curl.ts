/** A request as the preview shows it, its secrets redacted. */
export interface PreviewedRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  readonly body?: string;
}

/** Stands for the token, so that a copied command holds none. */
const TOKEN = '$SONAR_TOKEN';
/** What stands where a secret was: in previews, in the history, and in an address. */
const REDACTED = /•{3,}|\[secret\]|%5Bsecret%5D/gi;

/** A request as a cURL command for a POSIX shell; whatever is redacted in it reads the variable SONAR_TOKEN. */
export function curlCommand({ method, url, headers, body }: PreviewedRequest): string {
  const lines = [
    `curl --request ${quoted(method)} ${quoted(url)}`,
    ...Object.entries(headers).flatMap(([name, values]) =>
      [values].flat().map((value) => `--header ${quoted(`${name}: ${value}`)}`),
    ),
    ...(body === undefined ? [] : [`--data-raw ${quoted(body)}`]),
  ];
  return lines.join(' \\\n  ');
}

/** Text in single quotes; what is redacted stands outside of them, because the shell fills in variables there only. */
function quoted(text: string): string {
  if (/^[\w@%+=:,./-]+$/.test(text)) return text;
  const parts = text.split(REDACTED).map((part) => (part === '' ? '' : `'${part.replaceAll("'", "'\\''")}'`));
  return parts.join(`"${TOKEN}"`) || "''";
}
