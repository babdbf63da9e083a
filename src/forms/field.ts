/** The parameter types of Make's format; aliases (`checkbox`, `list`, …) are resolved when a form is compiled. */
export type FieldType =
  | 'text'
  | 'number'
  | 'integer'
  | 'uinteger'
  | 'port'
  | 'boolean'
  | 'select'
  | 'array'
  | 'collection'
  | 'date'
  | 'time'
  | 'timestamp'
  | 'timezone'
  | 'buffer'
  | 'filename'
  | 'email'
  | 'url'
  | 'uuid'
  | 'color'
  | 'path'
  | 'password'
  | 'pkey'
  | 'cert'
  | 'json'
  | 'any'
  | 'hidden'
  | 'file'
  | 'folder'
  | 'filter'
  | 'banner'
  | 'html'
  | 'markdown'
  | 'separator';

/** One choice of a select; a group has `options` instead of a value. */
export interface FieldOption {
  readonly label: string;
  readonly value?: unknown;
  readonly default?: boolean;
  readonly short?: string;
  readonly description?: string;
  readonly nested?: readonly Field[] | string;
  readonly options?: readonly FieldOption[];
}

/** Options loaded when the form is open: an `rpc://` address, or the long form with other key names. */
export interface FieldOptionsStore {
  readonly store: string | readonly FieldOption[];
  readonly label?: string;
  readonly value?: string;
  readonly nested?: readonly Field[] | string;
  readonly placeholder?: { readonly label?: string; readonly nested?: readonly Field[] | string };
}

/** Bounds of a value: lengths for text, values for numbers, counts for arrays, and whether dates may be over or to come. */
export interface FieldBounds {
  readonly min?: number;
  readonly max?: number;
  readonly pattern?: string;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly enum?: readonly unknown[];
  /** `false`: no date before now, or with `time: false` before today. */
  readonly past?: boolean;
  /** `false`: no date after now, or with `time: false` after today. */
  readonly future?: boolean;
}

/** One input of a form, or one item of an output interface, with Make's key names. */
export interface Field {
  readonly name: string;
  readonly type: FieldType;
  readonly label?: string;
  readonly help?: string;
  readonly default?: unknown;
  readonly required?: boolean;
  readonly advanced?: boolean;
  readonly mappable?: boolean | { readonly help?: string };
  readonly editable?: boolean | { readonly enabled?: boolean; readonly help?: string };
  readonly multiline?: boolean;
  readonly multiple?: boolean;
  readonly dynamic?: boolean;
  /** `false` switches every check of the field off. */
  readonly validate?: false | FieldBounds;
  /** `phoneNumber`: normalised to E.164; `calendarDate`: a date becomes `YYYY-MM-DD`; `hoursAndMinutes`: a time becomes `hh:mm` (all ours). Make's own: `file:data`, `file:name`. */
  readonly semantic?: string;
  readonly options?: readonly FieldOption[] | FieldOptionsStore | string;
  /** Fields of a collection or of an array's items; one field object for arrays of simple items; or an `rpc://` address. */
  readonly spec?: readonly Field[] | Omit<Field, 'name'> | string;
  /** Fields that stand beside it; for a boolean also one list for yes and one for no. */
  readonly nested?: readonly Field[] | string | { readonly true?: readonly Field[]; readonly false?: readonly Field[] };
  readonly labels?: { readonly add?: string; readonly item?: string };
  readonly time?: boolean;
  readonly extension?: string | readonly string[];
  readonly placeholder?: string;
  readonly [key: string]: unknown;
}
