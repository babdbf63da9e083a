import { useDebouncedValue } from '@mantine/hooks';

/** Milliseconds for which nothing was typed before the sandbox is asked. */
const REST_MS = 200;

/** What is being typed, once it rests: nobody asks the sandbox at every key. */
export function useRested<Value>(value: Value): Value {
  return useDebouncedValue(value, REST_MS)[0];
}
