import { queryOptions } from '@tanstack/react-query';
import { queryText } from './request.ts';
import { sandboxRequest } from './sandbox.ts';

/** Something wrong in a file; without a column, with the row as a whole. */
export interface ImportFinding {
  readonly line: number;
  readonly column: string | null;
  readonly message: string;
}

/** An import of customers, as it stands. */
export interface SandboxImport {
  readonly id: number;
  readonly state: 'running' | 'done' | 'stopped' | 'failed';
  /** Rows in the file, and rows that were looked at. */
  readonly total: number;
  readonly done: number;
  readonly added: number;
  readonly changed: number;
  readonly refused: number;
  /** The first 1,000 of them in the order of the file, and how many there are. */
  readonly errors: readonly ImportFinding[];
  readonly error_count: number;
}

/** Milliseconds after which a running import is looked at again. */
const LOOK_AGAIN_MS = 400;

/** Begins to take in a file of customers. @throws ApiError 400 when its first line is wrong, 413 when it is too large. */
export function importCustomers(file: Blob): Promise<SandboxImport> {
  return sandboxRequest('POST', '/__sandbox/customers/import', { file });
}

/** Ends the imports that run; what was taken in stays. */
export function stopImports(): Promise<unknown> {
  return sandboxRequest('POST', '/__sandbox/imports/stop', { body: {} });
}

/** The imports, newest first. */
export const sandboxImportsQuery = () =>
  queryOptions({
    queryKey: ['sandbox', 'imports'],
    staleTime: 0,
    retry: false,
    queryFn: ({ signal }) => sandboxRequest<readonly SandboxImport[]>('GET', '/__sandbox/imports', { signal }),
  });

/** One import, read again as long as it runs. */
export const sandboxImportQuery = (id: number) =>
  queryOptions<SandboxImport>({
    queryKey: ['sandbox-import', id],
    staleTime: 0,
    retry: false,
    refetchInterval: (query) => (query.state.data?.state === 'running' ? LOOK_AGAIN_MS : false),
    queryFn: ({ signal }) => sandboxRequest<SandboxImport>('GET', '/__sandbox/import', { query: { id }, signal }),
  });

/** Where customers are had as a file; `search` narrows it as it narrows the list. */
export function customersExportHref(search: string): string {
  return `/sandbox-api/__sandbox/customers/export${queryText({ search: search === '' ? undefined : search })}`;
}
