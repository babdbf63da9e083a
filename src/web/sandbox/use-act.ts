import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { UseMutationResult } from '@tanstack/react-query';
import { useAnnounce } from '../shell/status.tsx';
import { explain } from '../ui/trouble.tsx';

/** How an action is told of. */
export interface ActTelling<Input, Result> {
  /** What to say when it is done; nothing when left out. */
  readonly say?: (result: Result, input: Input) => string;
  /** Dialogs and forms show beside their fields what was refused; otherwise it is said. */
  readonly isShown?: boolean;
  readonly onDone?: (result: Result, input: Input) => void;
}

/** Something done in the sandbox: afterwards everything shown of it is read again. */
export function useAct<Input, Result>(
  act: (input: Input) => Promise<Result>,
  { say, isShown = false, onDone }: ActTelling<Input, Result> = {},
): UseMutationResult<Result, Error, Input> {
  const client = useQueryClient();
  const announce = useAnnounce();
  return useMutation({
    mutationFn: act,
    onSuccess: (result, input) => {
      if (say !== undefined) announce(say(result, input));
      onDone?.(result, input);
    },
    onError: (error) => {
      if (isShown) return;
      const { message, fix } = explain(error);
      announce([message, fix].filter(Boolean).join(' '));
    },
    onSettled: () => client.invalidateQueries({ queryKey: ['sandbox'] }),
  });
}
