import { useEffect } from 'react';
import type { RefObject } from 'react';
import { usePreference } from '../../preferences/preference.ts';
import { isTyping } from '../../shell/is-typing.ts';

const STEPS: Readonly<Record<string, number>> = { j: 1, k: -1 };

/** J opens the next thread of a list of links, K the one before; off with the single keys in the settings. */
export function useThreadKeys(list: RefObject<HTMLElement | null>): void {
  const [isOn] = usePreference('singleKeys');
  useEffect(() => {
    if (!isOn) return undefined;
    const go = (event: KeyboardEvent): void => {
      const step = STEPS[event.key.toLowerCase()];
      if (step === undefined || event.ctrlKey || event.metaKey || event.altKey || isTyping(event)) return;
      const links = [...(list.current?.querySelectorAll('a') ?? [])];
      const at = links.findIndex((link) => link.hasAttribute('aria-current'));
      const next = at < 0 ? links[0] : links[at + step];
      next?.click();
      next?.focus();
    };
    addEventListener('keydown', go);
    return () => removeEventListener('keydown', go);
  }, [isOn, list]);
}
