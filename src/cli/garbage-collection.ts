import { availableParallelism } from 'node:os';
import { setFlagsFromString } from 'node:v8';

/** How far the heap may grow, in percent of what was alive, before all of it is looked through. */
const GROWTH_PERCENT = 100;
/** With no more cores than this every helping thread takes its time from another one of ours. */
const FEW_CORES = 4;

/**
 * Sets the garbage collector up for a server that works day and night beside other programs. Left alone it lets a
 * small heap grow fourfold, which costs a hundred megabytes and saves next to nothing. On few cores a thread clears away its
 * short-lived objects alone: divided among helping threads that takes more time in all.
 */
export function setUpCollector(cores: number = availableParallelism()): void {
  setFlagsFromString(`--heap-growing-percent=${GROWTH_PERCENT}`);
  if (cores <= FEW_CORES) setFlagsFromString('--no-parallel-scavenge');
}
