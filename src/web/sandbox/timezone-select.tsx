import { Select } from '@mantine/core';

const TIME_ZONES = Intl.supportedValuesOf('timeZone');
/** Names shown at a time: typing narrows them. */
const SHOWN = 50;

/** A time zone of the database, or none where it is `clearable`. */
export function TimezoneSelect({
  label,
  value,
  clearable = false,
  onChange,
}: {
  readonly label: string;
  readonly value: string | null;
  readonly clearable?: boolean;
  readonly onChange: (zone: string | null) => void;
}) {
  return (
    <Select
      label={label}
      searchable
      allowDeselect={clearable}
      clearable={clearable}
      clearButtonProps={{ 'aria-label': 'Clear the time zone' }}
      limit={SHOWN}
      placeholder="Not known"
      nothingFoundMessage="No such time zone"
      data={TIME_ZONES}
      value={value}
      onChange={onChange}
    />
  );
}
