/** Lets a number of tasks in at once; the others wait in the order they came. */
export interface Gate {
  /** Resolves when there is a place; the result gives it back, once. */
  enter(): Promise<() => void>;
  /** Adds places, for those who wait first. */
  widen(places: number): void;
}

/** A gate with this many places. */
export function createGate(places: number): Gate {
  const waiting: (() => void)[] = [];
  let free = places;

  return {
    async enter() {
      if (free > 0) free -= 1;
      else {
        await new Promise<void>((resolve) => {
          waiting.push(resolve);
        });
      }
      let isInside = true;
      return () => {
        if (isInside) leave();
        isInside = false;
      };
    },
    widen(more) {
      for (let added = 0; added < more; added += 1) leave();
    },
  };

  /** The place goes to whoever waits longest. */
  function leave(): void {
    const next = waiting.shift();
    if (next === undefined) free += 1;
    else next();
  }
}
