import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { ConnectorError } from './errors.ts';
import { Secret } from './secret.ts';
import type { Problem } from './source.ts';
import { didYouMean } from './suggest.ts';

const PREFIX = 'SONAR_CONNECT_';

/** Names people expect to work without the prefix as well. */
const UNPREFIXED = ['PORT', 'HOST', 'PUBLIC_URL', 'SANDBOX_PORT'] as const;

const port = wholeNumber(0, 65_535);
const count = wholeNumber(1, Number.MAX_SAFE_INTEGER);
const onOff = z.enum(['on', 'off'], 'must be on or off');
const webAddress = z.url({ protocol: /^https?$/, error: 'must be an address that begins with http:// or https://' });
const zone = z.string().refine(isZone, 'must be an IANA time zone, for example America/Los_Angeles');
const originList = z
  .string()
  .transform((text) =>
    text
      .split(',')
      .map((item) => item.trim())
      .filter(Boolean),
  )
  .pipe(z.array(webAddress.transform((url) => new URL(url).origin)));

/** Every setting with its default: one line each, read from `SONAR_CONNECT_<NAME>`. */
const SETTINGS = z.object({
  PORT: port.default(3000).describe('Port of the server.'),
  HOST: z
    .string()
    .default('127.0.0.1')
    .describe('Address the server listens on; only loopback addresses are accepted.'),
  PUBLIC_URL: webAddress.optional().describe('Address under which services on the internet reach this server.'),
  SANDBOX: onOff.default('on').describe('The embedded Sonar sandbox: on or off.'),
  SANDBOX_PORT: port.default(3100).describe('Port of the embedded sandbox.'),
  SANDBOX_URL: webAddress
    .optional()
    .describe('API address of the sandbox that connections with the sandbox flag use; default: the embedded one.'),
  DATA_DIR: z
    .string()
    .min(1)
    .optional()
    .describe(
      'Folder for everything that is kept; default: .sonar-connect in a project, else ~/.local/share/sonar-connect.',
    ),
  APP_DIR: z
    .string()
    .min(1)
    .optional()
    .describe('Folder of the app to run; default: the Sonar app that ships with this program.'),
  ENCRYPTION_KEY: z
    .string()
    .min(1)
    .optional()
    .describe(
      'Key for stored tokens, 32 bytes in base64 or hex; several separated by commas: the first seals, all open. Default: a file of mode 0600 outside the data folder.',
    ),
  TIMEZONE: zone.default('UTC').describe('IANA time zone for dates and schedules.'),
  DEADLINE_MS: count.default(40_000).describe('Milliseconds one HTTP exchange may take.'),
  FUNCTION_DEADLINE_MS: wholeNumber(200, 1000)
    .default(500)
    .describe('Milliseconds one call of a function of an app may take, 200 to 1000.'),
  PRIVATE_ORIGINS: originList
    .default([])
    .describe('Origins with private addresses that apps may call, separated by commas.'),
  QUEUE_LIMIT: count.default(10_000).describe('Deliveries that may wait per webhook.'),
  MAX_BODY_BYTES: count.default(5 * 1024 * 1024).describe('Largest webhook body in bytes.'),
  RETENTION_DAYS: count.default(14).describe('Days that runs and finished deliveries are kept.'),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info').describe('What is logged.'),
});

type Settings = z.infer<typeof SETTINGS>;

/** The settings of the program, checked. */
export interface Config {
  readonly port: number;
  readonly host: string;
  readonly publicUrl: string | undefined;
  readonly sandbox: { readonly enabled: boolean; readonly port: number; readonly url: string | undefined };
  readonly dataDir: string | undefined;
  readonly appDir: string | undefined;
  readonly encryptionKey: Secret | undefined;
  readonly timezone: string;
  readonly deadlineMs: number;
  readonly functionMs: number;
  readonly privateOrigins: readonly string[];
  readonly queueLimit: number;
  readonly maxBodyBytes: number;
  readonly retentionDays: number;
  readonly logLevel: Settings['LOG_LEVEL'];
  /** Settings that were given but are not known, each with the name that was probably meant. */
  readonly warnings: readonly string[];
}

/** Name, default and meaning of every setting, for the documentation and `doctor`. */
export function describeSettings(): readonly {
  readonly name: string;
  readonly fallback: string;
  readonly meaning: string;
}[] {
  return Object.entries(SETTINGS.shape).map(([name, schema]) => {
    const parsed = schema.safeParse(undefined);
    const fallback = parsed.success && parsed.data !== undefined ? String(parsed.data) : '';
    return { name: PREFIX + name, fallback, meaning: schema.description ?? '' };
  });
}

/**
 * Reads the settings from environment variables. `<NAME>_FILE` names a file that holds the value.
 * @throws ConnectorError `ConfigurationError` that lists every bad setting at once.
 */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const known = Object.keys(SETTINGS.shape);
  const problems: Problem[] = [];
  const values = Object.fromEntries(known.map((name) => [name, valueOf(name, environment, problems)]));
  const parsed = SETTINGS.safeParse(values);
  for (const issue of parsed.error?.issues ?? []) {
    problems.push(problem(String(issue.path[0]), issue.message));
  }
  if (!parsed.success || problems.length > 0) {
    throw new ConnectorError('ConfigurationError', 'Some settings cannot be used; nothing was started.', { problems });
  }
  return toConfig(parsed.data, unknownNames(known, environment));
}

function wholeNumber(least: number, most: number): z.ZodCoercedNumber {
  const error = `must be a whole number${most < Number.MAX_SAFE_INTEGER ? ` from ${least} to ${most}` : `, ${least} or more`}`;
  return z.coerce.number({ error }).int({ error }).min(least, { error }).max(most, { error });
}

function valueOf(
  name: string,
  environment: Readonly<Record<string, string | undefined>>,
  problems: Problem[],
): string | undefined {
  const file = environment[`${PREFIX}${name}_FILE`];
  if (file !== undefined && file !== '') {
    try {
      return readFileSync(file, 'utf8').trim();
    } catch {
      problems.push(problem(`${name}_FILE`, `the file ${file} cannot be read`));
      return undefined;
    }
  }
  const plain = UNPREFIXED.some((known) => known === name) ? environment[name] : undefined;
  const value = environment[PREFIX + name] ?? plain;
  return value === '' ? undefined : value;
}

function problem(name: string, message: string): Problem {
  return { pointer: `/${PREFIX}${name}`, severity: 'error', code: 'SETTING', message: `${PREFIX}${name} ${message}.` };
}

function unknownNames(known: readonly string[], environment: Readonly<Record<string, string | undefined>>): string[] {
  const accepted = new Set(known.flatMap((name) => [PREFIX + name, `${PREFIX}${name}_FILE`]));
  return Object.keys(environment)
    .filter((name) => name.startsWith(PREFIX) && !accepted.has(name))
    .map((name) => `${name} is not a setting.${didYouMean(name, accepted)}`);
}

function toConfig(settings: Settings, warnings: readonly string[]): Config {
  return {
    port: settings.PORT,
    host: settings.HOST,
    publicUrl: settings.PUBLIC_URL,
    sandbox: { enabled: settings.SANDBOX === 'on', port: settings.SANDBOX_PORT, url: settings.SANDBOX_URL },
    dataDir: settings.DATA_DIR,
    appDir: settings.APP_DIR,
    encryptionKey: settings.ENCRYPTION_KEY === undefined ? undefined : new Secret(settings.ENCRYPTION_KEY),
    timezone: settings.TIMEZONE,
    deadlineMs: settings.DEADLINE_MS,
    functionMs: settings.FUNCTION_DEADLINE_MS,
    privateOrigins: settings.PRIVATE_ORIGINS,
    queueLimit: settings.QUEUE_LIMIT,
    maxBodyBytes: settings.MAX_BODY_BYTES,
    retentionDays: settings.RETENTION_DAYS,
    logLevel: settings.LOG_LEVEL,
    warnings,
  };
}

function isZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
