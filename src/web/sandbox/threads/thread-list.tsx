import { SegmentedControl, Select, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { IconSearch } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { useSearchParams } from 'wouter';
import { sandboxCustomersQuery } from '../../api/sandbox-world.ts';
import type { CustomerFilter, ThreadState } from '../../api/sandbox-world.ts';
import { Empty } from '../../ui/empty.tsx';
import { SectionLoaded } from '../section-loaded.tsx';
import { ShowMore } from '../show-more.tsx';
import { useRested } from '../use-rested.ts';
import { THREAD_STATE_CHOICES } from '../thread-state.tsx';
import { ThreadItem } from './thread-item.tsx';
import { useThreadKeys } from './use-thread-keys.ts';
import classes from './threads.module.css';

const SEGMENTS = [
  { value: 'unassigned', label: 'Unassigned' },
  { value: 'assigned', label: 'Assigned' },
  { value: 'all', label: 'All' },
] as const satisfies readonly { value: NonNullable<CustomerFilter['segment']>; label: string }[];

const ORDERS = [
  { value: 'latest_activity', label: 'New to old' },
  { value: 'earliest_activity', label: 'Old to new' },
] as const;

/** Threads at first, and added each time. */
const STEP = 30;

/** The threads of the company, narrowed by who looks after them, their state, and a search. */
export function ThreadList({ phone }: { readonly phone: string | undefined }) {
  const [params, setParams] = useSearchParams();
  const [search, setSearch] = useState('');
  const wanted = useRested(search);
  const [limit, setLimit] = useState(STEP);
  const list = useRef<HTMLUListElement>(null);
  const segment = SEGMENTS.find(({ value }) => value === params.get('segment'))?.value ?? 'all';
  const state = THREAD_STATE_CHOICES.find(({ value }) => value === params.get('state'))?.value;
  const order = ORDERS.find(({ value }) => value === params.get('order'))?.value ?? 'latest_activity';
  const query = useQuery(
    sandboxCustomersQuery({ search: wanted, segment, state: state as ThreadState | undefined, order, limit }),
  );
  const set = (name: string, value: string): void =>
    setParams((old) => {
      const next = new URLSearchParams(old);
      if (value === '') next.delete(name);
      else next.set(name, value);
      return next;
    });
  useThreadKeys(list);
  return (
    <div className={classes['list']}>
      <div className={classes['filters']}>
        <SegmentedControl
          fullWidth
          size="xs"
          aria-label="Threads of"
          data={[...SEGMENTS]}
          value={segment}
          onChange={(value) => set('segment', value === 'all' ? '' : value)}
        />
        <TextInput
          role="searchbox"
          aria-label="Search threads"
          placeholder="Search, or name:value"
          size="xs"
          leftSection={<IconSearch size={14} aria-hidden />}
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
        />
        <div className={classes['selects']}>
          <Select
            aria-label="Status"
            size="xs"
            allowDeselect={false}
            data={[{ value: '', label: 'Any status' }, ...THREAD_STATE_CHOICES]}
            value={state ?? ''}
            onChange={(value) => set('state', value ?? '')}
          />
          <Select
            aria-label="Order"
            size="xs"
            allowDeselect={false}
            data={ORDERS}
            value={order}
            onChange={(value) => set('order', value === 'latest_activity' ? '' : (value ?? ''))}
          />
        </div>
      </div>
      <div className={classes['scroll']}>
        <SectionLoaded query={query} label="Loading threads">
          {({ total, customers }) =>
            total === 0 ? (
              <Empty text="No thread is like that." />
            ) : (
              <>
                <ul ref={list} aria-label="Threads" className={classes['items']}>
                  {customers.map((customer) => (
                    <ThreadItem
                      key={customer.phone_number}
                      customer={customer}
                      isOpen={customer.phone_number === phone}
                      search={params}
                    />
                  ))}
                </ul>
                {customers.length < total && (
                  <ShowMore shown={customers.length} total={total} onMore={() => setLimit(limit + STEP)} />
                )}
              </>
            )
          }
        </SectionLoaded>
      </div>
    </div>
  );
}
