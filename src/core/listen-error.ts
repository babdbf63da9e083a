import { ConnectorError } from './errors.ts';

/** Where a program tried to listen. */
export interface ListeningPlace {
  /** Who listens, for example `The server`. */
  readonly who: string;
  readonly host: string;
  readonly port: number;
  /** How people choose another port, as the end of a sentence, for example `set PORT to another one`. */
  readonly choose: string;
}

/**
 * Why nobody can listen there, named as what it is.
 * @returns `ConflictError` when another program has the port, else `ConfigurationError`.
 */
export function listenError(cause: NodeJS.ErrnoException, place: ListeningPlace): ConnectorError {
  const { who, host, port } = place;
  const { reason, fix } = REASONS[cause.code ?? ''] ?? { reason: cause.message, fix: otherPort };
  return new ConnectorError(
    cause.code === 'EADDRINUSE' ? 'ConflictError' : 'ConfigurationError',
    `${who} cannot listen on port ${port} of ${host}: ${reason}.`,
    { fix: fix(place), cause },
  );
}

interface Reason {
  readonly reason: string;
  readonly fix: (place: ListeningPlace) => string;
}

const otherPort = ({ choose }: ListeningPlace): string => `${capitalised(choose)}; 0 takes a free one.`;
const otherHost = ({ host }: ListeningPlace): string =>
  host === '127.0.0.1' ? 'Check the loopback network of this computer.' : 'Use the address 127.0.0.1 instead.';

const REASONS: Readonly<Record<string, Reason>> = {
  EADDRINUSE: {
    reason: 'another program has it',
    fix: ({ choose }) => `Stop that program, or ${choose}; 0 takes a free one.`,
  },
  EACCES: {
    reason: 'this user may not open it',
    fix: ({ choose }) => `${capitalised(choose)}: those below 1024 are often kept for the administrator.`,
  },
  EADDRNOTAVAIL: { reason: 'this computer does not have that address', fix: otherHost },
  EAFNOSUPPORT: { reason: 'this computer does not use addresses of that kind', fix: otherHost },
  ENOTFOUND: { reason: 'nobody knows that name', fix: otherHost },
  EMFILE: { reason: 'this program has too many files open', fix: () => 'Allow it more open files (ulimit -n).' },
  ENFILE: { reason: 'this computer has too many files open', fix: () => 'Close other programs, then start again.' },
};

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
