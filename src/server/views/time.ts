/** Milliseconds since 1970 as RFC 3339 in UTC. */
export function timeOf(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}

/** The same for a time that may not be known. */
export function optionalTime(milliseconds: number | null): string | null {
  return milliseconds === null ? null : timeOf(milliseconds);
}
