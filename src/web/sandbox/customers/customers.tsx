import { Button, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { IconSearch, IconUserPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { sandboxCustomersQuery } from '../../api/sandbox-world.ts';
import type { SandboxCustomer } from '../../api/sandbox-world.ts';
import { Empty } from '../../ui/empty.tsx';
import { SectionLoaded } from '../section-loaded.tsx';
import { Section } from '../section.tsx';
import type { SectionProps } from '../section.tsx';
import { ShowMore } from '../show-more.tsx';
import { CustomerDialog } from './customer-dialog.tsx';
import { CustomerTable } from './customer-table.tsx';

/** Rows at first, and added each time. */
const STEP = 50;
/** Milliseconds of rest before a search is sent. */
const SEARCH_REST_MS = 200;

/** Everybody the sandbox knows, to search, add and edit. */
export function Customers({ company }: SectionProps) {
  const [search, setSearch] = useState('');
  const [wanted] = useDebouncedValue(search, SEARCH_REST_MS);
  const [limit, setLimit] = useState(STEP);
  const [edited, setEdited] = useState<SandboxCustomer | 'new'>();
  const query = useQuery(sandboxCustomersQuery({ search: wanted, order: 'latest_added', limit }));
  return (
    <Section
      title="Customers"
      description="A customer who is added here is a new customer for the scenarios too."
      actions={
        <Button leftSection={<IconUserPlus size={18} aria-hidden />} onClick={() => setEdited('new')}>
          Create a customer
        </Button>
      }
    >
      <TextInput
        role="searchbox"
        aria-label="Search customers"
        description='A text, or name:value for a field or property, for example pet:Labrador or last_name:"van Dyke"'
        inputWrapperOrder={['input', 'description']}
        placeholder="Search customers"
        maw={480}
        leftSection={<IconSearch size={16} aria-hidden />}
        value={search}
        onChange={(event) => setSearch(event.currentTarget.value)}
      />
      <SectionLoaded query={query} label="Loading customers">
        {({ total, customers }) =>
          total === 0 ? (
            <Empty text={wanted === '' ? 'There are no customers.' : 'No customer is like that.'} />
          ) : (
            <>
              <CustomerTable customers={customers} company={company} onEdit={setEdited} />
              <ShowMore shown={customers.length} total={total} onMore={() => setLimit(limit + STEP)} />
            </>
          )
        }
      </SectionLoaded>
      {edited !== undefined && (
        <CustomerDialog
          company={company}
          {...(edited !== 'new' && { customer: edited })}
          onClose={() => setEdited(undefined)}
        />
      )}
    </Section>
  );
}
