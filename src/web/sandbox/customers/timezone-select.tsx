import { Select } from '@mantine/core';

const TIME_ZONES = Intl.supportedValuesOf('timeZone');
/** Names shown at a time: typing narrows them. */
const SHOWN = 50;

/** A time zone of the database, or none. */
export function TimezoneSelect({
  value,
  onChange,
}: {
  readonly value: string | null;
  readonly onChange: (zone: string | null) => void;
}) {
  return (
    <Select
      label="Time zone"
      searchable
      clearable
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
