import { z } from 'zod';
import type { Collection } from '../../core/json.ts';
import type { ImportJobs } from '../csv/import-jobs.ts';
import { refusal } from '../http/reply.ts';
import type { Reply } from '../http/reply.ts';
import type { RequestLog } from '../http/request-log.ts';
import { assigneeOf, customerView, invalidPhone, unknownCustomer } from '../service/customers.ts';
import { normalisePhone } from '../service/phone.ts';
import type { Sonar } from '../service/sonar.ts';
import type { Customer } from '../world/world-schema.ts';
import type { Faults } from './faults.ts';

/** What control routes can reach. */
export interface ControlParts {
  readonly sonar: () => Sonar;
  readonly faults: Faults;
  readonly log: RequestLog;
  readonly imports: ImportJobs;
  /** Address of the sandbox, without a path. */
  readonly url: string;
  /** Whether it lives for one command only. */
  readonly temporary: boolean;
  /** Throws the world away and begins again from the seed. */
  readonly reset: () => Promise<void>;
  /** Moves the time on; resolves when everything that came due was tried. */
  readonly advance: (ms: number) => Promise<void>;
}

/** One control route: what it takes (a body, or a query for GET) and what it does. */
export interface ControlRoute {
  readonly method: 'get' | 'post' | 'delete';
  readonly path: string;
  readonly summary: string;
  readonly answer: (parts: ControlParts, input: unknown) => Reply | Promise<Reply>;
}

/** A route whose input is checked before its action sees it; findings are answered with 400. */
export function route<T>(
  [method, path, summary]: readonly [ControlRoute['method'], string, string],
  schema: z.ZodType<T>,
  act: (parts: ControlParts, input: T) => Reply | Promise<Reply>,
): ControlRoute {
  return { method, path, summary, answer: (parts, input) => withInput(schema, input, (fit) => act(parts, fit)) };
}

/** Acts on an input that fits a schema; findings are answered with 400. */
export function withInput<T>(
  schema: z.ZodType<T>,
  input: unknown,
  act: (input: T) => Reply | Promise<Reply>,
): Reply | Promise<Reply> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return act(parsed.data);
  const findings = parsed.error.issues.map((issue) => [issue.path.join('.'), issue.message].filter(Boolean).join(': '));
  return refusal(400, findings.join('; '));
}

/** How many rows a list gives at most. */
export function limit(): z.ZodDefault<z.ZodCoercedNumber> {
  return z.coerce.number().int().min(1).max(10_000).default(100);
}

/** What a list that comes page by page takes. */
export const paging = { limit: limit(), offset: z.coerce.number().int().min(0).default(0) };

/** Acts on a phone number in E.164, or refuses one that is none. */
export function withNumber(sonar: Sonar, text: string, act: (phone: string) => Reply): Reply {
  const phone = normalisePhone(text);
  return phone === undefined ? invalidPhone(sonar.world) : act(phone);
}

/** Acts on the customer with a phone number, or says that there is none. */
export function withCustomer(sonar: Sonar, text: string, act: (customer: Customer) => Reply): Reply {
  return withNumber(sonar, text, (phone) => {
    const customer = sonar.world.customers.get(phone);
    return customer === undefined ? unknownCustomer() : act(customer);
  });
}

/** A customer as control routes show it: with the thread and the user. */
export function shown(sonar: Sonar, customer: Customer): Collection {
  const { conversation_id, state } = customer;
  return { ...customerView(customer), conversation_id, state, assignee: assigneeOf(sonar.world, customer) };
}
