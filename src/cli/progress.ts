import type { Terminal } from './terminal.ts';

/** Shows how far long work is: a bar on a terminal, else a line per tenth. */
export interface Progress {
  /** `done` of `total` are finished; `note` names the current one. */
  update(done: number, total: number, note?: string): void;
  /** Ends the display with a summary line. */
  finish(summary: string): void;
}

const WIDTH = 20;

/** A progress display on standard error. */
export function createProgress(terminal: Terminal, label: string): Progress {
  let shownTenth = -1;
  return {
    update(done, total, note = '') {
      const share = total === 0 ? 1 : done / total;
      if (terminal.colours) {
        const filled = Math.round(share * WIDTH);
        terminal.err(
          `\r\u001B[K${label} ▕${'█'.repeat(filled)}${'░'.repeat(WIDTH - filled)}▏ ${done}/${total} ${note}`,
        );
        return;
      }
      const tenth = Math.floor(share * 10);
      if (tenth > shownTenth) terminal.err(`${label} ${done}/${total}\n`);
      shownTenth = Math.max(shownTenth, tenth);
    },
    finish(summary) {
      terminal.err(`${terminal.colours ? '\r\u001B[K' : ''}${summary}\n`);
    },
  };
}
