import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { ApiError } from '../api/request.ts';
import { Loaded } from '../ui/loaded.tsx';

/** What a part of a section reads. That the server is lost is said once, by the page, and not by every part. */
export function SectionLoaded<Data>({
  query,
  label,
  children,
}: {
  readonly query: UseQueryResult<Data>;
  readonly label: string;
  readonly children: (data: Data) => ReactNode;
}) {
  const { data, error } = query;
  if (data !== undefined && error instanceof ApiError && error.status === 0) return <>{children(data)}</>;
  return (
    <Loaded query={query} label={label}>
      {children}
    </Loaded>
  );
}
