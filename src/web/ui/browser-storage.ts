/** What the browser would not keep; it lives until the page is closed. */
const unkept = new Map<string, string>();

/** What was kept under a key in this browser; null when there is nothing. Never throws, also where storage is blocked. */
export function recall(key: string): string | null {
  const text = unkept.get(key);
  if (text !== undefined) return text;
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

/** Keeps a text in this browser, or for this page alone when storage is full or blocked: then it gives false. */
export function keep(key: string, text: string): boolean {
  try {
    localStorage.setItem(key, text);
    unkept.delete(key);
    return true;
  } catch {
    unkept.set(key, text);
    return false;
  }
}

/** Forgets what was kept under a key. */
export function forget(key: string): void {
  unkept.delete(key);
  try {
    localStorage.removeItem(key);
  } catch {
    // A storage that is blocked holds nothing either.
  }
}
