import { Button, Group, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { appReportQuery } from '../api/apps.ts';
import type { AppReport as Report } from '../api/contract.ts';
import { counted } from '../model/aria-names.ts';
import { Loaded } from '../ui/loaded.tsx';
import { StatusBadge } from '../ui/status-badge.tsx';
import { FindingList } from './finding-list.tsx';

/** How well an app fits: what its check finds, and how far the directives it uses are carried out. */
export function AppReport({ app }: { readonly app: string }) {
  const query = useQuery(appReportQuery(app));
  return (
    <section aria-label="Compatibility">
      <Group justify="space-between" mb="xs">
        <Title order={2} size="h4">
          Compatibility
        </Title>
        <Button size="compact-sm" variant="default" loading={query.isFetching} onClick={() => void query.refetch()}>
          Check again
        </Button>
      </Group>
      <Loaded query={query} label="Checking the app">
        {({ findings, directives, leftOut }) => (
          <>
            <Group gap="sm" mb={findings.length === 0 ? 0 : 'xs'}>
              <StatusBadge tone={findings.length === 0 ? 'ok' : toneOf(findings)}>
                {findings.length === 0 ? 'No findings' : counted(findings.length, 'finding')}
              </StatusBadge>
              <Text size="sm">{directivesText(directives)}</Text>
            </Group>
            {leftOut.length > 0 && (
              <Text size="sm" mb="xs">
                Left out, because of the errors below: {leftOut.map(({ kind, label }) => `${kind} ${label}`).join(', ')}
                .
              </Text>
            )}
            {findings.length > 0 && <FindingList name="Findings" findings={findings} />}
          </>
        )}
      </Loaded>
    </section>
  );
}

function toneOf(findings: Report['findings']): 'danger' | 'warn' {
  return findings.some(({ severity }) => severity === 'error') ? 'danger' : 'warn';
}

function directivesText({ native, emulated, unsupported }: Report['directives']): string {
  const all = native + emulated + unsupported.length;
  if (all === 0) return 'It uses no directives.';
  const parts = [
    `${native} of ${counted(all, 'directive')} native`,
    ...(emulated === 0 ? [] : [`${emulated} emulated`]),
    ...(unsupported.length === 0 ? [] : [`not supported: ${unsupported.join(', ')}`]),
  ];
  return parts.join(', ');
}
