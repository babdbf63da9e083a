import { Select, Text } from '@mantine/core';
import { useState } from 'react';
import { readExchange } from '../../model/exchange.ts';
import type { Exchange } from '../../model/exchange.ts';
import { HttpRequest, HttpResponse } from '../../ui/http-exchange.tsx';
import { CutValue } from '../../ui/selected-value.tsx';
import { Disclosure } from '../../ui/disclosure.tsx';

/** Reads a value of the operation whole; the pointer begins at the operation. */
export type LoadValue = (pointer: string) => Promise<unknown>;

/** The requests of one operation and what was answered; one at a time. */
export function Exchanges({
  exchanges,
  isOpenAtFirst,
  onLoad,
}: {
  readonly exchanges: readonly unknown[];
  readonly isOpenAtFirst: boolean;
  readonly onLoad: LoadValue;
}) {
  const [chosen, setChosen] = useState(exchanges.length - 1);
  const [loaded, setLoaded] = useState<ReadonlyMap<number, unknown>>(new Map());
  const index = Math.min(chosen, exchanges.length - 1);
  const given = loaded.get(index) ?? exchanges[index];
  const exchange = readExchange(given);
  const pointer = `/exchanges/${index}`;
  if (exchanges.length === 0) return null;
  if (exchange === undefined) {
    const load = async (): Promise<void> => {
      const whole = await onLoad(pointer);
      setLoaded((old) => new Map([...old, [index, whole]]));
    };
    return (
      <Disclosure title="HTTP request and response">
        <CutValue value={given} onLoad={load} />
      </Disclosure>
    );
  }
  return (
    <>
      {exchanges.length > 1 && (
        <Select
          label={`${exchanges.length} requests`}
          size="xs"
          w={320}
          allowDeselect={false}
          value={String(index)}
          data={exchanges.map((each, at) => ({ value: String(at), label: exchangeLabel(at, readExchange(each)) }))}
          onChange={(value) => setChosen(Number(value))}
        />
      )}
      <Disclosure key={`request ${index}`} title="HTTP request" note={exchange.method} isOpenAtFirst={isOpenAtFirst}>
        <HttpRequest
          method={exchange.method}
          url={exchange.url}
          headers={exchange.requestHeaders}
          body={exchange.requestBody}
          onLoad={() => onLoad(`${pointer}/request/body`)}
        />
      </Disclosure>
      <Disclosure
        key={`response ${index}`}
        title="HTTP response"
        note={statusText(exchange)}
        isOpenAtFirst={isOpenAtFirst}
      >
        <ExchangeResponse exchange={exchange} onLoad={() => onLoad(`${pointer}/response/body`)} />
      </Disclosure>
    </>
  );
}

/** What came back, or why nothing did. */
export function ExchangeResponse({
  exchange: { response, error, durationMs },
  onLoad,
}: {
  readonly exchange: Exchange;
  readonly onLoad: () => Promise<unknown>;
}) {
  if (response !== undefined) return <HttpResponse response={response} durationMs={durationMs} onLoad={onLoad} />;
  return <Text size="sm">{error?.message ?? 'No whole answer came.'}</Text>;
}

/** "200", or that nothing came. */
export function statusText({ response }: Exchange): string {
  return response === undefined ? 'no answer' : String(response.status);
}

function exchangeLabel(index: number, exchange: Exchange | undefined): string {
  if (exchange === undefined) return `Request ${index + 1}`;
  return `Request ${index + 1}: ${exchange.method}, ${statusText(exchange)}`;
}
