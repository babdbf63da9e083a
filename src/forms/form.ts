import { ConnectorError } from '../core/errors.ts';
import type { Collection } from '../core/json.ts';
import type { Problem } from '../core/source.ts';
import { acceptFields } from './accept-fields.ts';
import { compileFields } from './compile-field.ts';
import { resolveFields } from './field-aliases.ts';
import type { Field } from './field.ts';
import { mayHoldOpenChoices } from './open-choices.ts';
import { reportInto } from './report.ts';
import { readRpcAddress } from './rpc-address.ts';
import { timeZoneName } from './time-zone.ts';
import type { AcceptSettings, FieldList } from './type-entry.ts';

/** How values are read; see {@link AcceptSettings}. */
export interface AcceptOptions extends Partial<AcceptSettings> {
  /** Fields an RPC supplied for these values; they stand behind the form's own. */
  readonly extraFields?: readonly Field[];
}

/** Accepted values, and everything that is wrong with the others. */
export interface AcceptedValues {
  readonly values: Collection;
  readonly problems: readonly Problem[];
}

/** The inputs of a module, connection, webhook or RPC, ready to check values. */
export interface Form {
  /** The fields, type aliases resolved. */
  readonly fields: readonly Field[];
  /** Addresses of RPCs that give further fields, as they stand among the fields or in place of the list. */
  readonly addresses: readonly string[];
  /** Whether its values may hold choices whose fields only an RPC knows, see `openChoices`. */
  readonly mayHoldOpenChoices: boolean;
  /**
   * Validates and coerces resolved values and reports all problems at once; empty optional values are dropped. Never
   * throws for any values.
   * @throws ConnectorError `InvalidConfigurationError` when `timezone` is no IANA zone.
   */
  accept(values: Collection, options?: AcceptOptions): AcceptedValues;
}

/**
 * Makes fields ready to check values, once for all calls. `pointer` is the place of the list in its file.
 * @throws ConnectorError `ManifestError` with a problem for every field that no value could satisfy or nobody can read.
 */
export function compileForm(fields: readonly Field[], pointer = ''): Form {
  const list = compileList(fields, pointer);
  const known = list.fields.map((field) => field.field);
  return {
    fields: known,
    addresses: fields.filter((field: unknown) => readRpcAddress(field) !== undefined).map(String),
    mayHoldOpenChoices: mayHoldOpenChoices(known),
    accept(values, options = {}) {
      const settings = settingsOf(options);
      if (options.extraFields === undefined) return accepted(list, values, { settings, resolved: false });
      const problems: Problem[] = [];
      const extra = compileFields(resolveFields(options.extraFields), '', reportInto(problems));
      const all = { fields: [...list.fields, ...extra.fields], open: list.open, addresses: list.addresses };
      const outcome = accepted(all, values, { settings, resolved: true });
      return { values: outcome.values, problems: [...problems, ...outcome.problems] };
    },
  };
}

/**
 * Fields made ready, as {@link compileForm} uses them.
 * @throws ConnectorError `ManifestError` like {@link compileForm}.
 */
export function compileList(fields: readonly Field[], pointer = ''): FieldList {
  const problems: Problem[] = [];
  const list = compileFields(resolveFields(fields), pointer, reportInto(problems));
  const [first] = problems;
  if (first === undefined) return list;
  const message = problems.length === 1 ? first.message : `${problems.length} settings of the form are not possible.`;
  throw new ConnectorError('ManifestError', message, { problems });
}

function accepted(
  list: FieldList,
  values: Collection,
  { settings, resolved }: { readonly settings: AcceptSettings; readonly resolved: boolean },
): AcceptedValues {
  const outcome = acceptFields(list, values, { pointer: '', owner: '', settings, resolved });
  return { values: outcome.value, problems: outcome.problems };
}

function settingsOf(options: AcceptOptions): AcceptSettings {
  const { strict = false, timezone = 'UTC', keepNull = false, fromText = false, now, onOpen } = options;
  if (timezone !== 'UTC' && timeZoneName(timezone) === undefined) {
    throw new ConnectorError('InvalidConfigurationError', `There is no time zone "${timezone}".`, {
      fix: 'Use an IANA name, for example America/Los_Angeles.',
    });
  }
  return { strict, timezone, keepNull, fromText, ...(now !== undefined && { now }), ...(onOpen && { onOpen }) };
}
