import { lookup as systemLookup } from 'node:dns';
import http from 'node:http';
import https from 'node:https';
import type { LookupFunction, Socket } from 'node:net';
import { rootCertificates } from 'node:tls';

import { privateRange } from './address.ts';
import { privateAddressError } from './guard.ts';

/** What decides which connections a request may share. */
export interface AgentChoice {
  /** Whether the exact origin is excepted from the rule against private addresses. */
  readonly mayBePrivate: boolean;
  /** Extra certificate authority, PEM. */
  readonly ca: string | undefined;
}

/** A pair of connection pools, in the shape axios takes them. */
export interface AgentPair {
  readonly httpAgent: http.Agent;
  readonly httpsAgent: https.Agent;
}

/** The kept-alive connections of one client. */
export interface Agents {
  pick(choice: AgentChoice): AgentPair;
  /** Closes idle connections. */
  close(): void;
}

/** Shorter than the five seconds after which common servers close an idle connection themselves. */
const IDLE_MS = 4000;
/** Pools for extra certificate authorities that are kept at once. */
const MOST_PAIRS = 16;

/**
 * Pools of connections. A request without the exception never meets a connection that was opened under one, and
 * a connection trusts only the authorities of its own requests.
 */
export function createAgents(lookup: LookupFunction = systemLookup): Agents {
  const pairs = new Map<string, AgentPair>();
  const publicOnly = guardLookup(lookup);
  return {
    pick(choice) {
      const key = `${choice.mayBePrivate ? 'private' : 'public'} ${choice.ca ?? ''}`;
      const known = pairs.get(key);
      if (known !== undefined) return known;
      if (pairs.size >= MOST_PAIRS) dropOldest(pairs);
      const pair = createPair(choice.mayBePrivate ? lookup : publicOnly, choice.ca);
      pairs.set(key, pair);
      return pair;
    },
    close() {
      for (const pair of pairs.values()) destroy(pair);
      pairs.clear();
    },
  };
}

function createPair(lookup: LookupFunction, ca: string | undefined): AgentPair {
  const options = { keepAlive: true, timeout: IDLE_MS, lookup };
  const trust = ca === undefined ? {} : { ca: [...rootCertificates, ca] };
  const pair = {
    httpAgent: new http.Agent(options),
    httpsAgent: new https.Agent({ ...options, ...trust, rejectUnauthorized: true }),
  };
  for (const agent of [pair.httpAgent, pair.httpsAgent]) agent.on('free', keepAliveOnce);
  return pair;
}

/**
 * Axios and Node each switch TCP keep-alive on again for every request: two system calls that change nothing on
 * a connection that has it, and a twentieth of the time of a short call.
 */
function keepAliveOnce(socket: Socket): void {
  socket.setKeepAlive = () => socket;
}

/** Running requests keep their connections: only idle ones are closed, the others end with their answer. */
function dropOldest(pairs: Map<string, AgentPair>): void {
  for (const [key, pair] of pairs) {
    const busy = [pair.httpAgent, pair.httpsAgent].some((agent) => Object.keys(agent.sockets).length > 0);
    if (busy) continue;
    destroy(pair);
    pairs.delete(key);
    return;
  }
}

function destroy({ httpAgent, httpsAgent }: AgentPair): void {
  httpAgent.destroy();
  httpsAgent.destroy();
}

/**
 * The lookup of public addresses only. It is the one whose answer the connection is opened to, so a name cannot
 * resolve to one address for the check and to another for the connection.
 */
function guardLookup(lookup: LookupFunction): LookupFunction {
  return (hostname, options, callback) => {
    lookup(hostname, options, (error, address, family) => {
      const addresses = typeof address === 'string' ? [address] : (address ?? []).map((entry) => entry.address);
      for (const each of error === null ? addresses : []) {
        const range = privateRange(each);
        if (range === undefined) continue;
        callback(privateAddressError(`${hostname} (${each})`, range), address, family);
        return;
      }
      callback(error, address, family);
    });
  };
}
