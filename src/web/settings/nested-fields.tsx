import { Text } from '@mantine/core';
import { createContext, useContext, useMemo } from 'react';
import { readFields } from '../model/form-field.ts';
import type { FormField } from '../model/form-field.ts';
import { rpcAddress } from '../model/form-options.ts';
import { Loading } from '../ui/loading.tsx';
import { Trouble } from '../ui/trouble.tsx';
import { FieldList } from './field-list.tsx';
import type { FieldScope } from './form-context.ts';
import classes from './nested-fields.module.css';
import { useRpc } from './use-rpc.ts';

/** Fields that appear under a field with what is chosen there; some of them come from the service. */
export function NestedFields({
  field,
  nested,
  scope,
  isFlat = false,
}: {
  readonly field: FormField;
  /** Lists of fields, or addresses of RPCs that give them. */
  readonly nested: readonly unknown[];
  readonly scope: FieldScope;
  /** They belong to the form itself, not to what is chosen in a field. */
  readonly isFlat?: boolean;
}) {
  const lists = nested.flatMap((one) => (Array.isArray(one) ? splitList(one) : [one]));
  if (lists.length === 0) return null;
  return (
    <div className={isFlat ? undefined : classes['nested']}>
      {lists.map((list, index) =>
        typeof list === 'string' ? (
          <LoadedFields key={list} address={list} field={field} scope={scope} />
        ) : (
          // oxlint-disable-next-line react/no-array-index-key -- lists have no names, and their order never changes
          <FieldList key={index} fields={fieldsIn(list, field)} scope={scope} />
        ),
      )}
    </div>
  );
}

/** An address may stand among the fields of a list. */
function splitList(list: readonly unknown[]): readonly unknown[] {
  const addresses = list.filter((entry) => typeof entry === 'string');
  return [list.filter((entry) => typeof entry !== 'string'), ...addresses];
}

function LoadedFields({
  address,
  field,
  scope,
}: {
  readonly address: string;
  readonly field: FormField;
  readonly scope: FieldScope;
}) {
  const trail = useContext(Trail);
  const inner = useMemo(() => [...trail, address], [trail, address]);
  const isEndless = trail.includes(address);
  const loaded = useRpc(isEndless ? undefined : rpcAddress(address), scope.values());
  if (isEndless) return <Text size="sm">These fields ask for themselves again: the app has to be corrected.</Text>;
  if (loaded.error !== null) return <Trouble error={loaded.error} onRetry={() => void loaded.refetch()} />;
  if (loaded.data === undefined) return <Loading label={`Loading the fields of ${field.label || 'the module'}`} />;
  return (
    <Trail value={inner}>
      <NestedFields field={field} nested={[loaded.data]} scope={scope} isFlat />
    </Trail>
  );
}

/** Addresses around a list of fields: an RPC may give fields that come from an RPC, but not from itself. */
const Trail = createContext<readonly string[]>([]);

function fieldsIn(list: unknown, { home, mappable }: FormField): readonly FormField[] {
  return readFields(list, home).map((field) => (mappable ? field : { ...field, mappable: false }));
}
