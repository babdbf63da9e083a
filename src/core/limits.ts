/** Budgets of one evaluation of an expression or template. */
export interface ExpressionLimits {
  /** Longest source text, in characters. @default 65536 */
  readonly sourceLength: number;
  /** Deepest nesting of the parsed expression. @default 64 */
  readonly depth: number;
  /** Evaluation steps. @default 1000000 */
  readonly steps: number;
  /** Largest text an evaluation may produce, in characters. @default 20971520 */
  readonly outputLength: number;
  /** Milliseconds one call of a function of an app may take. @default 500 */
  readonly functionMs: number;
}

/** Budgets of one HTTP exchange. */
export interface HttpLimits {
  /** Milliseconds from start to the last byte of the answer. @default 40000 */
  readonly deadlineMs: number;
  /** Bytes of an answer as they come over the wire. @default 10485760 */
  readonly wireBytes: number;
  /** Bytes of an answer after decompression. @default 52428800 */
  readonly bodyBytes: number;
  /** Redirects followed. @default 21 */
  readonly redirects: number;
}

/** Budgets of one call of a module (which may send several requests). */
export interface CallLimits {
  /** Requests of one call altogether. @default 100 */
  readonly requests: number;
  /** Pages of one request. @default 50 */
  readonly pages: number;
  /** Rounds of `repeat`. @default 1000 */
  readonly repeats: number;
}

/** Budgets of the files of an app. */
export interface ManifestLimits {
  /** Bytes of one file. @default 1048576 */
  readonly fileBytes: number;
  /** Files of one app. @default 2000 */
  readonly files: number;
  /** Deepest nesting of the JSON. @default 64 */
  readonly depth: number;
}

/** How much data stores hold. */
export interface DataStoreLimits {
  /** Data stores of one server. @default 1000 */
  readonly stores: number;
  /** Records of one data store. @default 100000 */
  readonly records: number;
  /** Bytes of all records of one data store. @default 104857600 */
  readonly bytes: number;
  /** Bytes of one record, its key included. @default 524288 */
  readonly recordBytes: number;
  /** Characters of a key. @default 1000 */
  readonly keyLength: number;
  /** Deepest nesting of a record. @default 64 */
  readonly depth: number;
  /** Fields of a data structure, those inside others included. @default 1000 */
  readonly fields: number;
}

/** The budgets of data stores. */
export const DATA_STORE_LIMITS: DataStoreLimits = {
  stores: 1000,
  records: 100_000,
  bytes: 100 * 1024 * 1024,
  recordBytes: 512 * 1024,
  keyLength: 1000,
  depth: 64,
  fields: 1000,
};

/** All budgets of the runtime. */
export interface Limits {
  readonly expression: ExpressionLimits;
  readonly http: HttpLimits;
  readonly call: CallLimits;
  readonly manifest: ManifestLimits;
}

/** The budgets in force unless a caller passes others. */
export const DEFAULT_LIMITS: Limits = {
  expression: { sourceLength: 65_536, depth: 64, steps: 1_000_000, outputLength: 20 * 1024 * 1024, functionMs: 500 },
  http: { deadlineMs: 40_000, wireBytes: 10 * 1024 * 1024, bodyBytes: 50 * 1024 * 1024, redirects: 21 },
  call: { requests: 100, pages: 50, repeats: 1000 },
  manifest: { fileBytes: 1024 * 1024, files: 2000, depth: 64 },
};
