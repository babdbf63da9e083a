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

/** Something done in the sandbox: afterwards everything shown of it is read again, and then it is told of. */
export function useAct<Input, Result>(
  act: (input: Input) => Promise<Result>,
  { say, isShown = false, onDone }: ActTelling<Input, Result> = {},
): UseMutationResult<Result, Error, Input> {
  const client = useQueryClient();
  const announce = useAnnounce();
  const readAgain = (): Promise<void> => client.invalidateQueries({ queryKey: ['sandbox'] });
  return useMutation({
    mutationFn: act,
    onSuccess: async (result, input) => {
      onDone?.(result, input);
      await readAgain();
      if (say !== undefined) announce(say(result, input));
    },
    onError: async (error) => {
      await readAgain();
      if (isShown) return;
      const { message, fix } = explain(error);
      announce([message, fix].filter(Boolean).join(' '));
    },
  });
}
