import { ConnectorError } from '../core/errors.ts';

/** The end that is set to one exchange. */
export interface Deadline {
  /** Aborted when the time is up or the caller stopped. */
  readonly signal: AbortSignal;
  /** Why the signal was aborted, or undefined while it is not. */
  failure(): ConnectorError | undefined;
  /** Stops the timer; to be called when the exchange is over, however it ended. */
  end(): void;
}

/**
 * Starts the time of an exchange: `ms` from now to the last byte of the answer. The timer is the system's also where
 * other parts run on a movable clock, because a network does not speed up with one.
 */
export function startDeadline(ms: number, caller?: AbortSignal): Deadline {
  const controller = new AbortController();
  let failure: ConnectorError | undefined;
  const fail = (error: ConnectorError): void => {
    failure ??= error;
    controller.abort();
  };
  const stopped = (): void =>
    fail(new ConnectorError('ExecutionInterruptedError', 'The run was stopped while it waited for the service.'));
  const late = (): void =>
    fail(new ConnectorError('ModuleTimeoutError', `The service did not finish its answer within ${ms / 1000} s.`));

  const timer = setTimeout(late, ms);
  if (caller?.aborted === true) stopped();
  else caller?.addEventListener('abort', stopped, { once: true });
  return {
    signal: controller.signal,
    failure: () => failure,
    end() {
      clearTimeout(timer);
      caller?.removeEventListener('abort', stopped);
    },
  };
}
