import { SegmentedControl, Table, Text } from '@mantine/core';
import { useState } from 'react';
import type { ExchangeResponse, Header } from '../model/exchange.ts';
import { prettyJson } from '../model/exchange.ts';
import { bytesText, cutValueOf } from '../model/json-tree.ts';
import { LongText } from './long-text.tsx';
import { CutValue } from './selected-value.tsx';
import { duration } from './time.tsx';
import classes from './http-exchange.module.css';

/** Reads the whole of a body that was cut. */
export type LoadBody = () => Promise<unknown>;

/** A request as it was sent; secrets are replaced. */
export function HttpRequest({
  method,
  url,
  headers,
  body,
  onLoad,
}: {
  readonly method: string;
  readonly url: string;
  readonly headers: readonly Header[];
  readonly body: unknown;
  readonly onLoad?: LoadBody | undefined;
}) {
  return (
    <div className={classes['message']}>
      <p className={classes['start']}>
        <strong>{method}</strong> <code>{url}</code>
      </p>
      <HeaderTable name="Request headers" headers={headers} />
      <HttpBody name="Request body" body={body} onLoad={onLoad} />
    </div>
  );
}

/** What was answered. */
export function HttpResponse({
  response: { status, headers, body },
  durationMs,
  onLoad,
}: {
  readonly response: ExchangeResponse;
  readonly durationMs: number;
  readonly onLoad?: LoadBody | undefined;
}) {
  return (
    <div className={classes['message']}>
      <p className={classes['start']}>
        <strong data-tone={status < 400 ? 'ok' : 'danger'}>Status {status}</strong>{' '}
        <Text span size="sm" c="dimmed">
          after {duration(durationMs)}
        </Text>
      </p>
      <HeaderTable name="Response headers" headers={headers} />
      <HttpBody name="Response body" body={body} onLoad={onLoad} />
    </div>
  );
}

/** Headers as a table. */
export function HeaderTable({ name, headers }: { readonly name: string; readonly headers: readonly Header[] }) {
  if (headers.length === 0) return null;
  return (
    <Table aria-label={name} verticalSpacing={3} className={classes['headers']}>
      <Table.Thead className="visually-hidden">
        <Table.Tr>
          <Table.Th scope="col">Header</Table.Th>
          <Table.Th scope="col">Value</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {headers.map(({ name: header, value }, index) => (
          // Headers of one name may come several times.
          // oxlint-disable-next-line react/no-array-index-key
          <Table.Tr key={`${header} ${index}`}>
            <Table.Th scope="row">{header}</Table.Th>
            <Table.Td>{value}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

/** Characters of a body that are kept, all but a few. */
const KEPT = 65_000;

/** A body as text: JSON with line breaks, or exactly as it was. */
export function HttpBody({
  name,
  body,
  onLoad,
}: {
  readonly name: string;
  readonly body: unknown;
  readonly onLoad?: LoadBody | undefined;
}) {
  const [isRaw, setRaw] = useState(false);
  const [loaded, setLoaded] = useState<unknown>();
  const load =
    onLoad === undefined
      ? undefined
      : async () => {
          setLoaded(await onLoad());
        };
  const shown = loaded ?? body;
  if (cutValueOf(shown) !== undefined) {
    return (
      <div>
        <Text size="sm" fw={600}>
          {name}
        </Text>
        <CutValue value={shown} onLoad={load} />
      </div>
    );
  }
  if (typeof shown !== 'string' || shown === '') {
    return (
      <Text size="sm" c="dimmed">
        {name}: empty
      </Text>
    );
  }
  const pretty = prettyJson(shown);
  return (
    <div>
      <div className={classes['bar']}>
        <Text size="sm" fw={600}>
          {name}{' '}
          <Text span size="xs" c="dimmed">
            {bytesText(new TextEncoder().encode(shown).length)}
          </Text>
        </Text>
        {pretty !== undefined && (
          <SegmentedControl
            size="xs"
            aria-label={`View of ${name}`}
            data={[
              { value: 'pretty', label: 'Formatted' },
              { value: 'raw', label: 'As sent' },
            ]}
            value={isRaw ? 'raw' : 'pretty'}
            onChange={(value) => setRaw(value === 'raw')}
          />
        )}
      </div>
      <LongText name={name} text={isRaw ? shown : (pretty ?? shown)} />
      {shown.length >= KEPT && (
        <Text size="sm" c="dimmed">
          The history keeps the first 64 KB of a body; the rest of this one was not kept.
        </Text>
      )}
    </div>
  );
}
