/** Counts of the runs of a day are read from the index alone; a run enters it once, when it ends. */
export function schema2(): readonly string[] {
  return [`CREATE INDEX runs_ended ON runs (scenario_id, started_at, status) WHERE status <> 'running'`];
}
