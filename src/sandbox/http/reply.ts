/** One answer of the API, before it becomes bytes. */
export interface Reply {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** An answer with a status and a body. */
export function reply(status: number, body: unknown): Reply {
  return { status, body };
}

/** The service's one error shape: `{"error": text}`. */
export function refusal(status: number, error: string): Reply {
  return { status, body: { error } };
}

/** What actions without a result of their own answer. */
export function success(status: number): Reply {
  return { status, body: { success: true } };
}
