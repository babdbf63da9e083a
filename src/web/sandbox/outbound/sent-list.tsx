import { Group, Select, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { sentSmsQuery, SMS_STATUSES } from '../../api/outbound-messages.ts';
import { Empty } from '../../ui/empty.tsx';
import { SectionLoaded } from '../section-loaded.tsx';
import { ShowMore } from '../show-more.tsx';
import { useRested } from '../use-rested.ts';
import { useInstance } from './instance.tsx';
import { SentTable } from './sent-table.tsx';

/** Rows at first, and added each time. */
const STEP = 50;

/** Every text that was sent or waits, narrowed by what people look for. */
export function SentList() {
  const instance = useInstance();
  const [search, setSearch] = useState('');
  const wanted = useRested(search);
  const [status, setStatus] = useState('');
  const [limit, setLimit] = useState(STEP);
  const isNarrowed = wanted !== '' || status !== '';
  const query = useQuery(sentSmsQuery(instance, { search: wanted, status: status || undefined, limit }));
  return (
    <>
      <Group align="flex-end">
        <TextInput
          role="searchbox"
          aria-label="Search texts"
          placeholder="Search names, numbers and texts"
          leftSection={<IconSearch size={16} aria-hidden />}
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
        />
        <Select
          aria-label="Status"
          w={190}
          allowDeselect={false}
          data={[{ value: '', label: 'Every status' }, ...SMS_STATUSES]}
          value={status}
          onChange={(value) => setStatus(value ?? '')}
        />
      </Group>
      <SectionLoaded query={query} label="Loading texts">
        {({ total, messages }) =>
          total === 0 ? (
            <Empty
              text={isNarrowed ? 'No text is like that.' : 'No texts yet. Trigger a message, or send a mass message.'}
            />
          ) : (
            <>
              <SentTable messages={messages} />
              <ShowMore shown={messages.length} total={total} onMore={() => setLimit(limit + STEP)} />
            </>
          )
        }
      </SectionLoaded>
    </>
  );
}
