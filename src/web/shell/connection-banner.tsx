import { IconPlugConnectedX } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useStreamState } from '../api/live.ts';
import classes from './connection-banner.module.css';

/** Milliseconds a stream may be away before people are told; a reload of the server is quicker. */
const PATIENCE_MS = 800;

/** Says that the server is not heard, while it is not. */
export function ConnectionBanner() {
  const isLost = useIsLost();
  return (
    <div role="alert">
      {isLost && (
        <p className={classes['banner']}>
          <IconPlugConnectedX size={18} aria-hidden />
          Not connected. Reconnecting… What you see may be out of date; you can go on editing.
        </p>
      )}
    </div>
  );
}

/** Whether the server has not been heard for a while. */
export function useIsLost(): boolean {
  const state = useStreamState();
  const [isLost, setLost] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLost(state === 'lost'), state === 'lost' ? PATIENCE_MS : 0);
    return () => clearTimeout(timer);
  }, [state]);
  return isLost;
}
