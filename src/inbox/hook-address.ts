import { ConnectorError } from '../core/errors.ts';
import type { ConnectionRecord } from '../store/records.ts';
import { HOOK_PATH } from './hook-path.ts';

/** What the address of every hook of this server begins with. */
export function hookBase(publicUrl: string): string {
  return `${publicUrl.replace(/\/+$/, '')}${HOOK_PATH}`;
}

/**
 * Refuses an address that only this computer reaches, unless the service runs on this computer as well.
 * @throws ConnectorError `InvalidConfigurationError` with what to set.
 */
export function checkReachable(
  publicUrl: string,
  connection: Pick<ConnectionRecord, 'name' | 'address' | 'environment'> | undefined,
): void {
  if (connection === undefined || !isLoopback(publicUrl)) return;
  const { address, environment, name } = connection;
  const isHere = address === null ? environment === 'sandbox' : isLoopback(address);
  if (isHere) return;
  throw new ConnectorError(
    'InvalidConfigurationError',
    `The service behind the connection "${name}" cannot reach this server: ${new URL(publicUrl).origin} exists on this computer only.`,
    { fix: 'Set PUBLIC_URL to the address under which the internet reaches this server, or use a sandbox connection.' },
  );
}

function isLoopback(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { hostname } = new URL(url);
  return (
    hostname === 'localhost' || hostname.endsWith('.localhost') || hostname === '[::1]' || hostname.startsWith('127.')
  );
}
