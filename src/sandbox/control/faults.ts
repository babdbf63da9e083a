import { z } from 'zod';

/** What a fault does, and to which calls. */
export const faultSchema = z
  .strictObject({
    /** Calls it applies to; left out means all. A path may end in `*`. */
    match: z.strictObject({ method: z.string().optional(), path: z.string().optional() }).optional(),
    /** Waits this long, in real milliseconds, before anything else happens. */
    latencyMs: z.int().min(0).max(600_000).optional(),
    /** Answers with this status instead of doing anything. */
    status: z.int().min(400).max(599).optional(),
    /** `Retry-After` in seconds; without a status it means 429. */
    retryAfter: z.int().min(0).optional(),
    /** The call is done, but its answer is no JSON. */
    malformedJson: z.boolean().optional(),
    /** The call is done, but the connection ends in the middle of the answer. */
    truncate: z.boolean().optional(),
    /** The connection ends without an answer, and nothing is done. */
    cutConnection: z.boolean().optional(),
    /** Every webhook delivery is made twice, with the same `uuid`. */
    duplicateDelivery: z.boolean().optional(),
    /** How many calls (or events) it applies to; left out means until it is removed. */
    times: z.int().min(1).optional(),
  })
  .refine((fault) => EFFECTS.some((effect) => fault[effect] !== undefined && fault[effect] !== false), {
    message: 'name at least one effect, for example status or latencyMs',
  });

const CALL_EFFECTS = ['latencyMs', 'status', 'retryAfter', 'malformedJson', 'truncate', 'cutConnection'] as const;
const EFFECTS = [...CALL_EFFECTS, 'duplicateDelivery'] as const;

/** One fault to inject. */
export type Fault = z.infer<typeof faultSchema>;

/** A fault that is set, with the number to remove it by; `times` says how often it still applies. */
export type ActiveFault = Fault & { readonly id: number };

/** The faults that are set at the moment. */
export interface Faults {
  add(fault: Fault): void;
  list(): readonly ActiveFault[];
  /** Whether there was a fault with this id. */
  remove(id: number): boolean;
  clear(): void;
  /** The fault for one call, counted as used; the first that matches. */
  takeForCall(method: string, path: string): Fault | undefined;
  /** How many copies of each delivery the next event makes, counted as used: 1, or 2. */
  takeCopies(): number;
}

/** No faults yet. */
export function createFaults(): Faults {
  let active: { readonly id: number; readonly fault: Fault; left: number }[] = [];
  let lastId = 0;

  return {
    add(fault) {
      lastId += 1;
      active.push({ id: lastId, fault, left: fault.times ?? Infinity });
    },
    list: () => active.map(({ id, fault, left }) => ({ id, ...fault, ...(Number.isFinite(left) && { times: left }) })),
    remove(id) {
      const before = active.length;
      active = active.filter((other) => other.id !== id);
      return active.length < before;
    },
    clear() {
      active = [];
    },
    takeForCall: (method, path) =>
      take((fault) => CALL_EFFECTS.some((effect) => fault[effect] !== undefined) && matches(fault, method, path)),
    takeCopies: () => (take((fault) => fault.duplicateDelivery === true) === undefined ? 1 : 2),
  };

  function take(wanted: (fault: Fault) => boolean): Fault | undefined {
    const found = active.find(({ fault }) => wanted(fault));
    if (found === undefined) return undefined;
    found.left -= 1;
    if (found.left <= 0) active = active.filter((other) => other !== found);
    return found.fault;
  }
}

function matches({ match }: Fault, method: string, path: string): boolean {
  const sameMethod = match?.method === undefined || match.method.toUpperCase() === method;
  return sameMethod && (match?.path === undefined || matchesPath(match.path, path));
}

function matchesPath(pattern: string, path: string): boolean {
  return pattern.endsWith('*') ? path.startsWith(pattern.slice(0, -1)) : pattern === path;
}
