import { useQuery } from '@tanstack/react-query';
import { useEffect, useEffectEvent, useState } from 'react';
import { authorizationQuery, authorizedQuery } from '../api/authorizations.ts';
import type { Authorization, Connection } from '../api/contract.ts';

/** An authorisation under way at the page of a service. */
export interface AuthorizationState {
  /** Undefined while none is under way. */
  readonly current: Authorization | undefined;
  /** The browser did not let the page of the service open by itself. */
  readonly isBlocked: boolean;
  /**
   * Opens a window for the page of the service and fills it once the service says where that is. To be called by a
   * press of a button: only then browsers let a window open.
   */
  readonly begin: (ask: () => Promise<Authorization>) => Promise<Authorization>;
  /** Forgets it; the page of the service may stay open. */
  readonly forget: () => void;
}

/** Follows an authorisation until it is over; `onDone` gets the connection it made. */
export function useAuthorization(onDone: (connection: Connection) => void): AuthorizationState {
  const [begun, setBegun] = useState<Authorization>();
  const [isBlocked, setBlocked] = useState(false);
  const now = useQuery(authorizationQuery(begun?.id));
  const current = begun === undefined ? undefined : (now.data ?? begun);
  const made = useQuery(authorizedQuery(current)).data;
  const done = useEffectEvent((connection: Connection) => onDone(connection));
  useEffect(() => {
    if (made !== undefined) done(made);
  }, [made]);

  return {
    current,
    isBlocked,
    async begin(ask) {
      const opened = window.open('about:blank', '_blank');
      try {
        const authorization = await ask();
        setBlocked(!show(opened, authorization.url));
        setBegun(authorization);
        return authorization;
      } catch (error) {
        opened?.close();
        throw error;
      }
    },
    forget: () => setBegun(undefined),
  };
}

/** Whether the window could be filled; it learns nothing about this one. */
function show(opened: Window | null, url: string | null): boolean {
  if (opened === null || opened.closed || url === null) return false;
  opened.opener = null;
  opened.location.replace(url);
  return true;
}
