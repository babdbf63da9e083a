import type { Position, Problem } from '../core/source.ts';

/** By file, line and column, each finding once: a mistake in the base shows up in every call that inherits it. */
export function problemsInOrder(problems: readonly Problem[]): Problem[] {
  const distinct = new Map(problems.map((problem) => [JSON.stringify(problem), problem]));
  return [...distinct.values()].sort(
    (a, b) => compareFiles(a.file ?? '', b.file ?? '') || comparePositions(a.position, b.position),
  );
}

/** The manifest comes first, then the folders by name. */
function compareFiles(a: string, b: string): number {
  if (a === b) return 0;
  const [deepA, deepB] = [a.includes('/'), b.includes('/')];
  if (deepA !== deepB) return deepA ? 1 : -1;
  return a < b ? -1 : 1;
}

function comparePositions(a: Position = START, b: Position = START): number {
  return a.line - b.line || a.column - b.column;
}

const START: Position = { line: 1, column: 1 };
