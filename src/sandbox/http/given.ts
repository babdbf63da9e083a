/** The members of an object that were given; those that are undefined are left out. */
export function given<T extends object>(changes: T): { [K in keyof T]?: NonNullable<T[K]> | Extract<T[K], null> } {
  return Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: NonNullable<T[K]> | Extract<T[K], null>;
  };
}
