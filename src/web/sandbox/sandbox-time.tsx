import { createContext, useContext } from 'react';
import { Time } from '../ui/time.tsx';

/** Milliseconds the time of the sandbox runs ahead of the computer's. */
export const AheadContext = createContext(0);

/** How long ago something was, by the time of the sandbox. */
export function SandboxTime({ at }: { readonly at: string }) {
  return <Time at={at} ahead={useContext(AheadContext)} />;
}
