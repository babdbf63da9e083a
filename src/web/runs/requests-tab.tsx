import { Text, UnstyledButton } from '@mantine/core';
import { useState } from 'react';
import { readOperationValue } from '../api/executions.ts';
import { readExchange } from '../model/exchange.ts';
import type { Exchange } from '../model/exchange.ts';
import { Empty } from '../ui/empty.tsx';
import { HttpRequest } from '../ui/http-exchange.tsx';
import { duration } from '../ui/time.tsx';
import { ExchangeResponse, statusText } from './inspector/exchanges.tsx';
import { useRunControl } from './run-control.ts';
import inspector from './inspector/inspector.module.css';
import classes from './tray.module.css';

/** Requests listed at once. */
const MOST = 200;

/** Every request of the run in order; the chosen one with its answer beside it. */
export function RequestsTab() {
  const { run, operations } = useRunControl();
  const [chosen, setChosen] = useState(0);
  const requests = operations.flatMap(({ key, moduleId, label, exchanges }) =>
    exchanges.map((value, index) => ({
      id: `${key} ${index}`,
      key,
      title: `${moduleId} ${label}`,
      pointer: `/exchanges/${index}`,
      exchange: readExchange(value),
    })),
  );
  const shown = requests[Math.min(chosen, requests.length - 1)];
  if (shown === undefined || run.executionId === undefined) {
    return <Empty text={run.status === 'running' ? 'The run goes on.' : 'No requests were sent in this run.'} />;
  }
  const { executionId } = run;
  return (
    <div className={inspector['inspector']}>
      <nav aria-label="Requests of the run">
        <ul className={inspector['modules']}>
          {requests.slice(0, MOST).map(({ id, title, exchange }, index) => (
            <li key={id}>
              <UnstyledButton
                className={inspector['module']}
                aria-current={requests[index] === shown ? 'true' : undefined}
                data-status={isRefused(exchange) ? 'error' : undefined}
                onClick={() => setChosen(index)}
              >
                <strong>{title}</strong>
                <span>{exchange === undefined ? 'too large to list' : lineOf(exchange)}</span>
              </UnstyledButton>
            </li>
          ))}
        </ul>
        {requests.length > MOST && (
          <Text size="sm" c="dimmed">
            And {requests.length - MOST} more; choose a module in the inspector.
          </Text>
        )}
      </nav>
      {shown.exchange === undefined ? (
        <Text size="sm">This exchange is too large to be shown here; look at it in the inspector.</Text>
      ) : (
        <div className={classes['exchange']} key={shown.id}>
          <section aria-label="HTTP request">
            <HttpRequest
              method={shown.exchange.method}
              url={shown.exchange.url}
              headers={shown.exchange.requestHeaders}
              body={shown.exchange.requestBody}
              onLoad={() => readOperationValue(executionId, shown.key, `${shown.pointer}/request/body`)}
            />
          </section>
          <section aria-label="HTTP response">
            <ExchangeResponse
              exchange={shown.exchange}
              onLoad={() => readOperationValue(executionId, shown.key, `${shown.pointer}/response/body`)}
            />
          </section>
        </div>
      )}
    </div>
  );
}

function lineOf(exchange: Exchange): string {
  return `${exchange.method}, ${statusText(exchange)}, ${duration(exchange.durationMs)}`;
}

function isRefused(exchange: Exchange | undefined): boolean {
  return exchange !== undefined && (exchange.response === undefined || exchange.response.status >= 400);
}
