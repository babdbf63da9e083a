import type { Terminal } from './terminal.ts';

/** Shows how far long work is: a bar on a terminal, else a line per tenth. */
export interface Progress {
  /** `done` of `total` are finished. */
  update(done: number, total: number): void;
  /** Takes the bar away; the summary of the command follows. */
  clear(): void;
}

const WIDTH = 20;

/** A progress display on standard error. */
export function createProgress(terminal: Terminal, label: string): Progress {
  let shownTenth = -1;
  return {
    update(done, total) {
      const share = total === 0 ? 1 : done / total;
      if (terminal.colours) {
        const filled = Math.round(share * WIDTH);
        terminal.err(`\r\u001B[K${label} ▕${'█'.repeat(filled)}${'░'.repeat(WIDTH - filled)}▏ ${done}/${total}`);
        return;
      }
      const tenth = Math.floor(share * 10);
      if (tenth > shownTenth) terminal.err(`${label} ${done}/${total}\n`);
      shownTenth = Math.max(shownTenth, tenth);
    },
    clear() {
      if (terminal.colours) terminal.err('\r\u001B[K');
    },
  };
}
