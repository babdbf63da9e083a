/** An incomplete execution in one of these states can still go on. */
export const RESUMABLE = `('unresolved', 'scheduled', 'in-progress')`;
