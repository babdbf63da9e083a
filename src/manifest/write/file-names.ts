/**
 * Gives every component a name for its files that is safe on every file system, and its own when there is nothing
 * against it.
 */
export function createFileNames(): (kind: string, name: string) => string {
  const given = new Set<string>();
  return (kind, name) => {
    const plain = /^[A-Za-z0-9][\w-]{0,79}$/.test(name) ? name : 'component';
    const isFree = (stem: string): boolean => !given.has(`${kind}/${stem}`.toLowerCase());
    let stem = plain;
    for (let count = 2; !isFree(stem); count += 1) stem = `${plain}-${count}`;
    given.add(`${kind}/${stem}`.toLowerCase());
    return stem;
  };
}
