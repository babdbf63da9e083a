import type { UseQueryResult } from '@tanstack/react-query';
import { Fragment } from 'react';
import type { ReactNode } from 'react';
import { Loading } from './loading.tsx';
import { Trouble } from './trouble.tsx';
import { clockTime } from './time.tsx';

/** Shows what a query gave; a skeleton until then; after a later failure the last good data, with the reason. */
export function Loaded<Data>({
  query,
  label,
  children,
}: {
  readonly query: UseQueryResult<Data>;
  /** What is loading, for example "Loading scenarios". */
  readonly label: string;
  readonly children: (data: Data) => ReactNode;
}) {
  const { data, error, refetch, dataUpdatedAt } = query;
  const retry = (): void => void refetch();
  if (data === undefined) return error === null ? <Loading label={label} /> : <Trouble error={error} onRetry={retry} />;
  return (
    <Fragment>
      {error !== null && (
        <>
          <Trouble error={error} onRetry={retry} />
          <p>Showing data from {clockTime(dataUpdatedAt)}.</p>
        </>
      )}
      {children(data)}
    </Fragment>
  );
}
