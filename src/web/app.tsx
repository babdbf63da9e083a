import { MantineProvider } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import { openEventFeed } from './api/events.ts';
import { FeedContext, useLiveLists } from './api/live.ts';
import { ApiError } from './api/request.ts';
import { Routes } from './routes.tsx';
import { Shell } from './shell/shell.tsx';
import { StatusProvider } from './shell/status.tsx';
import { colorSchemeManager, theme, variables } from './theme/theme.ts';

/** The page: theme, queries, the stream of events, the shell, and what the address asks for. */
export function App() {
  const client = useMemo(() => createQueryClient(), []);
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={variables}
      colorSchemeManager={colorSchemeManager}
      defaultColorScheme="auto"
      getStyleNonce={styleNonce}
    >
      <QueryClientProvider client={client}>
        <StatusProvider>
          <Live />
        </StatusProvider>
      </QueryClientProvider>
    </MantineProvider>
  );
}

function Live() {
  const feed = useMemo(() => openEventFeed(), []);
  useEffect(() => {
    const close = (): void => feed.close();
    addEventListener('pagehide', close);
    return () => removeEventListener('pagehide', close);
  }, [feed]);
  useLiveLists(feed);
  return (
    <FeedContext value={feed}>
      <Shell>
        <Routes />
      </Shell>
    </FeedContext>
  );
}

/** The nonce the server put into the page: only styles that carry it count. */
export function styleNonce(): string {
  return document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? '';
}

function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 10_000,
        refetchOnWindowFocus: true,
        // What was refused would be refused again; only an unreachable server is asked twice more.
        retry: (count, error) => error instanceof ApiError && error.status === 0 && count < 2,
        networkMode: 'always',
      },
      mutations: { networkMode: 'always' },
    },
  });
}
