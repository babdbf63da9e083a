import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useCallback, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { useLocation } from 'wouter';
import type { ScenarioRow } from '../api/contract.ts';
import { createScenario, deleteScenario, scenarioQuery, switchScenario, updateScenario } from '../api/scenarios.ts';
import { useAnnounce } from '../shell/status.tsx';
import { downloadJson } from '../ui/download.ts';
import { NameDialog } from '../ui/name-dialog.tsx';
import { CannotActivate } from './cannot-activate.tsx';

/** What can be done with scenarios of the list. */
export interface ScenarioActions {
  /** Scenarios that are about to be deleted and not shown any more. */
  readonly hidden: ReadonlySet<string>;
  /** The scenario that is being switched. */
  readonly switching: string | undefined;
  switchTo(scenario: ScenarioRow, isActive: boolean): Promise<void>;
  remove(scenarios: readonly ScenarioRow[]): void;
  duplicate(scenario: ScenarioRow): Promise<void>;
  exportBlueprint(scenario: ScenarioRow): Promise<void>;
  rename(scenario: ScenarioRow): void;
  /** What has to be asked or said at the moment. */
  readonly dialog: ReactNode;
}

/** Milliseconds in which a deletion can be taken back; only then it is sent. */
const UNDO_MS = 10_000;

/** The actions of the list of scenarios. */
export function useScenarioActions(): ScenarioActions {
  const client = useQueryClient();
  const announce = useAnnounce();
  const [, navigate] = useLocation();
  const [hidden, setHidden] = useState<ReadonlySet<string>>(() => new Set());
  const [dialog, setDialog] = useState<ReactNode>(null);
  const pending = useRef(new Map<string, ReturnType<typeof setTimeout>>());
  const refresh = useCallback(() => client.invalidateQueries({ queryKey: ['scenarios'] }), [client]);
  const closeDialog = (): void => setDialog(null);

  const toggle = useMutation({
    mutationFn: ({ scenario, isActive }: { scenario: ScenarioRow; isActive: boolean }) =>
      switchScenario(scenario.id, isActive),
    onSuccess: ({ name, active }) => announce(`${name} is ${active ? 'active' : 'inactive'}.`),
    onError: (error, { scenario }) =>
      setDialog(<CannotActivate scenario={scenario} error={error} onClose={closeDialog} />),
    onSettled: refresh,
  });

  const reallyDelete = async (ids: readonly string[]): Promise<void> => {
    const results = await Promise.allSettled(ids.map(deleteScenario));
    const failed = results.find((result) => result.status === 'rejected');
    if (failed !== undefined) announce(`Not deleted: ${(failed.reason as Error).message}`);
    await refresh();
    setHidden((old) => new Set([...old].filter((id) => !ids.some((gone) => gone === id))));
  };

  return {
    hidden,
    switching: toggle.isPending ? toggle.variables.scenario.id : undefined,
    async switchTo(scenario, isActive) {
      await toggle.mutateAsync({ scenario, isActive }).catch(() => undefined);
    },
    remove(scenarios) {
      const ids = scenarios.map(({ id }) => id);
      const key = ids.join();
      setHidden((old) => new Set([...old, ...ids]));
      pending.current.set(
        key,
        setTimeout(() => void reallyDelete(ids), UNDO_MS),
      );
      announce(`${named(scenarios)} deleted; its webhooks are removed from the service in 10 seconds.`, {
        label: 'Undo',
        onAccept: () => {
          clearTimeout(pending.current.get(key));
          setHidden((old) => new Set([...old].filter((id) => !ids.some((gone) => gone === id))));
          announce(`${named(scenarios)} restored.`);
        },
      });
    },
    async duplicate(scenario) {
      const { blueprint, scheduling, timezone } = await client.fetchQuery(scenarioQuery(scenario.id));
      const copy = await createScenario({ name: `${scenario.name} (copy)`, blueprint, scheduling, timezone });
      await refresh();
      announce(`${copy.name} was created.`);
      navigate(`/scenarios/${copy.id}`);
    },
    async exportBlueprint(scenario) {
      const { blueprint } = await client.fetchQuery(scenarioQuery(scenario.id));
      downloadJson(`${scenario.name}.blueprint.json`, blueprint);
      announce(`The blueprint of ${scenario.name} was downloaded.`);
    },
    rename(scenario) {
      setDialog(
        <NameDialog
          title={`Rename ${scenario.name}`}
          name={scenario.name}
          action="Rename"
          onClose={closeDialog}
          onSave={async (name) => {
            await updateScenario(scenario.id, scenario.version, { name });
            await refresh();
          }}
        />,
      );
    },
    dialog,
  };
}

function named(scenarios: readonly ScenarioRow[]): string {
  return scenarios.length === 1 ? (scenarios[0]?.name ?? '') : `${scenarios.length} scenarios`;
}
