import { useMediaQuery } from '@mantine/hooks';
import { usePreference } from '../preferences/preference.ts';

/** The way the rail runs: as people prefer, from top to bottom where there is no room for more. */
export function useDirection(): 'horizontal' | 'vertical' {
  const [preferred] = usePreference('railDirection');
  const isNarrow = useMediaQuery('(max-width: 767px)', false, { getInitialValueInEffect: false });
  return isNarrow ? 'vertical' : preferred;
}
