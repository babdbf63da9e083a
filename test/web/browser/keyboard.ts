import { expect } from '@jest/globals';
import type { Locator, Page } from 'playwright-core';

/** Most presses of Tab until something has to be reached. */
const MOST = 150;

/** Walks with Tab until an element has the focus, and expects that it can be seen there. */
export async function tabTo(target: Locator): Promise<void> {
  const page = target.page();
  await target.first().waitFor();
  for (let presses = 0; presses < MOST; presses += 1) {
    if (await hasFocus(target)) return expectVisibleFocus(page);
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab does not lead to ${String(target)}`);
}

/** Walks with Tab to an element and presses a key on it. */
export async function pressOn(target: Locator, key = 'Enter'): Promise<void> {
  await tabTo(target);
  await target.page().keyboard.press(key);
}

/** Expects that some element has the focus: it was not lost with what has gone. */
export async function expectFocus(page: Page): Promise<void> {
  await page.waitForFunction(() => document.activeElement !== null && document.activeElement !== document.body);
}

function hasFocus(target: Locator): Promise<boolean> {
  return target
    .and(target.page().locator(':focus'))
    .count()
    .then((count) => count > 0);
}

/** A ring around the element, or around the box it stands in. */
async function expectVisibleFocus(page: Page): Promise<void> {
  const isVisible = await page.evaluate(() => {
    let element = document.activeElement;
    for (let levels = 0; element !== null && levels < 4; levels += 1, element = element.parentElement) {
      const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element);
      if (outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 1) return true;
      if (boxShadow !== 'none' && element.matches(':focus-within')) return true;
    }
    return false;
  });
  expect(isVisible).toBe(true);
}
