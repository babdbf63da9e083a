/** Memory that bodies may take up together between their first byte and their commit. */
export interface ByteBudget {
  /** Takes bytes; false, and nothing taken, when that would be too much. */
  take(bytes: number): boolean;
  give(bytes: number): void;
}

/** A budget of `limit` bytes. */
export function createByteBudget(limit: number): ByteBudget {
  let taken = 0;
  return {
    take(bytes) {
      if (taken + bytes > limit) return false;
      taken += bytes;
      return true;
    },
    give(bytes) {
      taken -= bytes;
    },
  };
}
