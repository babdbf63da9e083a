import { Button, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { IconDownload, IconSearch, IconUpload, IconUserPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { customersExportHref } from '../../api/sandbox-imports.ts';
import { sandboxCustomersQuery } from '../../api/sandbox-world.ts';
import type { SandboxCustomer } from '../../api/sandbox-world.ts';
import { Empty } from '../../ui/empty.tsx';
import { SectionLoaded } from '../section-loaded.tsx';
import { Section } from '../section.tsx';
import type { SectionProps } from '../section.tsx';
import { ShowMore } from '../show-more.tsx';
import { useRested } from '../use-rested.ts';
import { CustomerDialog } from './customer-dialog.tsx';
import { CustomerTable } from './customer-table.tsx';
import classes from './customers.module.css';
import { ImportDialog } from './import-dialog.tsx';

/** Rows at first, and added each time. */
const STEP = 50;

/** Everybody the sandbox knows, to search, add and edit. */
export function Customers({ company }: SectionProps) {
  const [search, setSearch] = useState('');
  const wanted = useRested(search);
  const [limit, setLimit] = useState(STEP);
  const [isImporting, setImporting] = useState(false);
  const [edited, setEdited] = useState<SandboxCustomer | 'new'>();
  const query = useQuery(sandboxCustomersQuery({ search: wanted, order: 'latest_added', limit }));
  return (
    <Section
      title="Customers"
      description="A customer who is added here is a new customer for the scenarios too."
      actions={
        <>
          <Button
            variant="default"
            leftSection={<IconUpload size={18} aria-hidden />}
            onClick={() => setImporting(true)}
          >
            Import CSV
          </Button>
          <Button leftSection={<IconUserPlus size={18} aria-hidden />} onClick={() => setEdited('new')}>
            Create a customer
          </Button>
        </>
      }
    >
      <div className={classes['find']}>
        <TextInput
          role="searchbox"
          aria-label="Search customers"
          description='A text, or name:value for a field or property, for example pet:Labrador or last_name:"van Dyke"'
          inputWrapperOrder={['input', 'description']}
          placeholder="Search customers"
          className={classes['search']}
          leftSection={<IconSearch size={16} aria-hidden />}
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
        />
        <Button
          component="a"
          variant="default"
          href={customersExportHref(wanted)}
          download
          leftSection={<IconDownload size={18} aria-hidden />}
        >
          {wanted === '' ? 'Export CSV' : 'Export what was found'}
        </Button>
      </div>
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
      {isImporting && <ImportDialog onClose={() => setImporting(false)} />}
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
