import { ConnectorError } from '../core/errors.ts';

/** The end that is set to one exchange. */
export interface Deadline {
  /** Why the exchange was broken off, or undefined while it was not. */
  failure(): ConnectorError | undefined;
  /** Breaks the exchange off; only the first reason counts. */
  fail(error: ConnectorError): void;
  /** Sets what breaks the running request off; called at once when the exchange has failed already. */
  onFailure(stop: () => void): void;
  /** Stops the timer; to be called when the exchange is over, however it ended. */
  end(): void;
}

/**
 * Starts the time of an exchange: `ms` from now to the last byte of the answer. The timer is the system's also where
 * other parts run on a movable clock, because a network does not speed up with one.
 */
export function startDeadline(ms: number, caller?: AbortSignal): Deadline {
  let failure: ConnectorError | undefined;
  let stop: (() => void) | undefined;
  const fail = (error: ConnectorError): void => {
    if (failure !== undefined) return;
    failure = error;
    stop?.();
  };
  const interrupt = (): void =>
    fail(new ConnectorError('ExecutionInterruptedError', 'The run was stopped while it waited for the service.'));
  const timeOut = (): void =>
    fail(new ConnectorError('ModuleTimeoutError', `The service did not finish its answer within ${ms / 1000} s.`));

  const timer = setTimeout(timeOut, ms);
  if (caller?.aborted === true) interrupt();
  else caller?.addEventListener('abort', interrupt, { once: true });
  return {
    failure: () => failure,
    fail,
    onFailure(callback) {
      stop = callback;
      if (failure !== undefined) callback();
    },
    end() {
      clearTimeout(timer);
      caller?.removeEventListener('abort', interrupt);
    },
  };
}
