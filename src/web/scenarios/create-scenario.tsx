import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useLocation } from 'wouter';
import { connectionsQuery } from '../api/connections.ts';
import type { ConnectionRow } from '../api/contract.ts';
import { createScenario } from '../api/scenarios.ts';
import { emptyBlueprint } from '../model/blueprint.ts';
import type { Blueprint } from '../model/blueprint.ts';
import { useAnnounce } from '../shell/status.tsx';
import type { CreateKind } from './create-menu.tsx';
import { ImportDialog } from './import-dialog.tsx';
import { TemplateDialog } from './template-dialog.tsx';

/** What a scenario is made of. */
export interface Beginning {
  readonly blueprint: Blueprint;
  /** Which connection here stands for which one of the blueprint. */
  readonly connections?: Readonly<Record<string, string>>;
  /** Which data store here stands for which one of the blueprint. */
  readonly dataStores?: Readonly<Record<string, string>>;
}

/** Begins a scenario the chosen way and opens it. */
export function CreateScenario({ kind, onClose }: { readonly kind: CreateKind; readonly onClose: () => void }) {
  const [, navigate] = useLocation();
  const announce = useAnnounce();
  const client = useQueryClient();
  const connections = useQuery(connectionsQuery());
  const create = useMutation({
    mutationFn: (beginning: Beginning) => createScenario(beginning),
    onSuccess: (scenario) => {
      void client.invalidateQueries({ queryKey: ['scenarios'] });
      announce(`${scenario.name} was created. It is off until you switch it on.`);
      onClose();
      navigate(`/scenarios/${scenario.id}`);
    },
    onError: (error) => announce(error.message),
  });
  const { mutate } = create;
  useEffect(() => {
    if (kind === 'blank') mutate({ blueprint: emptyBlueprint('New scenario') });
  }, [kind, mutate]);
  const shared = {
    connections: connections.data ?? ([] as readonly ConnectionRow[]),
    isBusy: create.isPending,
    error: create.error,
    onCreate: mutate,
    onClose,
  };
  if (kind === 'template') return <TemplateDialog {...shared} />;
  return kind === 'import' ? <ImportDialog {...shared} /> : null;
}

/** What the dialogs that begin a scenario are given. */
export interface BeginProps {
  readonly connections: readonly ConnectionRow[];
  readonly isBusy: boolean;
  readonly error: Error | null;
  readonly onCreate: (beginning: Beginning) => void;
  readonly onClose: () => void;
}
