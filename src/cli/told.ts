/** An outcome that was printed in full already; only the exit code is left to say. */
export class Told extends Error {
  readonly exit: number;

  constructor(exit: number) {
    super(`Exit code ${exit}`);
    this.name = 'Told';
    this.exit = exit;
  }
}
