import { Button, Group, Stack, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconPlayerPlay } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { MappingPreview, SingleRunResult } from '../api/contract.ts';
import { previewRequest } from '../api/modules.ts';
import { useMapping } from '../mapping/mapping-context.ts';
import { REQUEST_PREVIEW } from '../model/aria-names.ts';
import type { Step } from '../model/blueprint.ts';
import { headersOf, readExchange } from '../model/exchange.ts';
import { curlCommand } from '../model/request-curl.ts';
import { CopyButton } from '../ui/copy-button.tsx';
import { HttpRequest, HttpResponse } from '../ui/http-exchange.tsx';
import { JsonView } from '../ui/json-view.tsx';
import { Loading } from '../ui/loading.tsx';
import { duration } from '../ui/time.tsx';
import { Trouble } from '../ui/trouble.tsx';
import classes from './request-tab.module.css';
import { useMappedModule } from './single-run.ts';
import type { SingleRun } from './single-run.ts';

/** Milliseconds without an edit before the request is made anew. */
const PAUSE_MS = 150;

/** The request as it would be sent, and what came of sending it. */
export function RequestTab({ step, run }: { readonly step: Step; readonly run: SingleRun }) {
  const { samples, sample } = useMapping();
  const { mapping, key } = useMappedModule(step);
  const [settled] = useDebouncedValue({ mapping, key: JSON.stringify(key) }, PAUSE_MS);
  const preview = useQuery({
    queryKey: ['request-preview', settled.key],
    gcTime: 60_000,
    retry: false,
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => previewRequest(settled.mapping, signal),
  });
  const chosen = samples.find(({ value }) => value === sample)?.named;
  return (
    <Stack>
      <section aria-label={REQUEST_PREVIEW} className={classes['preview']}>
        <Text size="sm" c="dimmed">
          The first request with {chosen ?? 'the sample'}. Nothing has been sent.
        </Text>
        {preview.error !== null && <Trouble error={preview.error} onRetry={() => void preview.refetch()} />}
        {preview.error === null && preview.data === undefined && <Loading label="Making the request" />}
        {preview.error === null && preview.data !== undefined && <Previewed preview={preview.data} />}
      </section>
      <Group>
        <Button
          leftSection={<IconPlayerPlay size={16} aria-hidden />}
          loading={run.isPending}
          onClick={() => run.mutate()}
        >
          Run this module only
        </Button>
        <Text size="sm" c="dimmed">
          This sends it for real.
        </Text>
      </Group>
      {run.error !== null && <Trouble error={run.error} />}
      {run.data !== undefined && <RunOutcome result={run.data} />}
    </Stack>
  );
}

function Previewed({ preview: { request, missing } }: { readonly preview: MappingPreview }) {
  if (request === null) return <Text size="sm">This module sends no request.</Text>;
  const { method, url, headers, body } = request;
  return (
    <>
      <HttpRequest method={method} url={url} headers={headersOf(headers)} body={body} />
      <div>
        <CopyButton
          text={curlCommand({ method, url, headers, ...(body !== undefined && { body }) })}
          label="Copy as cURL"
        />
      </div>
      {missing.map(({ path, reason }) => (
        <Text key={path} size="sm" c="var(--sc-warn)">
          {path} is empty: {reason}
        </Text>
      ))}
    </>
  );
}

function RunOutcome({ result }: { readonly result: SingleRunResult }) {
  const { error, problems, outputs, warnings, durationMs, exchanges } = result;
  return (
    <section aria-label="Result of this module" className={classes['preview']}>
      <div role="status" aria-label="Outcome">
        <Text fw={600} c={error === null ? 'var(--sc-ok)' : 'var(--sc-danger)'}>
          {error === null
            ? `Done: ${outputs.length} ${outputs.length === 1 ? 'bundle' : 'bundles'} in ${duration(durationMs)}`
            : error.message}
        </Text>
        {error?.fix !== undefined && <Text size="sm">{error.fix}</Text>}
        {problems.map(({ pointer, message, fix }) => (
          <Text key={pointer} size="sm">
            {fix === undefined ? message : `${message} ${fix}`}
          </Text>
        ))}
        {warnings.map((warning) => (
          <Text key={warning} size="sm" c="var(--sc-warn)">
            {warning}
          </Text>
        ))}
      </div>
      {outputs.map((output, index) => (
        // oxlint-disable-next-line react/no-array-index-key -- bundles have no identity but their number
        <JsonView key={`${durationMs} ${index}`} name={`Output bundle ${index + 1}`} value={output} />
      ))}
      <Answer exchange={exchanges.at(-1)} />
    </section>
  );
}

/** The last answer; what was asked stands above as the preview. */
function Answer({ exchange }: { readonly exchange: unknown }) {
  const read = readExchange(exchange);
  return read?.response === undefined ? null : <HttpResponse response={read.response} durationMs={read.durationMs} />;
}
