import type { MassMessage, SavedMessage } from '../../api/outbound-messages.ts';

/** A mass message as it is filled in; nothing chosen is null or an empty text. */
export interface MassForm {
  readonly saved: string | null;
  readonly signature: string | null;
  /** As date and time inputs have them, in local time. */
  readonly start: string;
  readonly end: string;
  readonly status: string | null;
  readonly site: string | null;
  readonly accounts: readonly string[];
}

export const BLANK_MASS: MassForm = {
  saved: null,
  signature: null,
  start: '',
  end: '',
  status: null,
  site: null,
  accounts: [],
};

/** What the form says; what the chosen text does not ask for is left out. */
export function massOf(form: MassForm, { name, fields, filters }: SavedMessage): MassMessage {
  const asks = (field: (typeof fields)[number], at: string): string | undefined =>
    fields.includes(field) && at !== '' ? new Date(at).toISOString() : undefined;
  return {
    saved_message: name,
    signature_id: form.signature === null ? undefined : Number(form.signature),
    outage_start: asks('outage_start', form.start),
    outage_end: asks('outage_end', form.end),
    filters: {
      ...(filters.includes('status') && form.status !== null && { status: form.status }),
      ...(filters.includes('network_site') && form.site !== null && { network_site: form.site }),
      ...(filters.includes('account_ids') && form.accounts.length > 0 && { account_ids: form.accounts.map(Number) }),
    },
  };
}

/** What is wrong with the times, at their inputs; undefined when nothing is. */
export interface MassProblems {
  readonly start?: string;
  readonly end?: string;
}

/** Looks at the times: those the text names must be given, and an outage ends after it begins. */
export function massProblems({ start, end }: MassForm, { fields }: SavedMessage): MassProblems | undefined {
  const missing = 'The text names this time.';
  if (start === '') return { start: missing, ...(fields.includes('outage_end') && end === '' && { end: missing }) };
  if (!fields.includes('outage_end')) return undefined;
  if (end === '') return { end: missing };
  return end <= start ? { end: 'An outage ends after it begins.' } : undefined;
}
