/** The bundle numbers that led to an operation, outermost first: `3:1.2` -> [1, 2]. */
export function bundlesBefore(key: string): readonly string[] {
  const colon = key.indexOf(':');
  return colon === -1 ? [] : key.slice(colon + 1).split('.');
}
