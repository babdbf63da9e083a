/** One way to compare in a filter. */
export interface Operator {
  /** As blueprints write it, for example `text:equal:ci`. */
  readonly name: string;
  /** For people, for example "equal to (ignoring case)". */
  readonly label: string;
  /** Looks at the first operand only. */
  readonly unary: boolean;
  readonly examples: readonly OperatorExample[];
  test(a: unknown, b: unknown): boolean;
}

/** Operands and what comes out. */
export interface OperatorExample {
  readonly a: unknown;
  readonly b?: unknown;
  readonly result: boolean;
}

/** How an operator departs from its plain form. */
export interface Variant {
  readonly negated: boolean;
  readonly ignoreCase: boolean;
}
