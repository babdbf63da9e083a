import { useQuery } from '@tanstack/react-query';
import { previewRequest } from '../api/modules.ts';
import { useEditor } from '../builder/editor.ts';
import type { Step } from '../model/blueprint.ts';
import type { FormField } from '../model/form-field.ts';
import { callToAskFor, pathField, readOwnCall } from '../model/own-call.ts';
import type { OwnCall } from '../model/own-call.ts';
import { connectionOf } from '../model/step-settings.ts';
import { partsOfName } from './module-forms.ts';

/** What the app adds to the request of a universal module; undefined for other modules, and until it is known. */
export function useOwnCall(step: Step, fields: readonly FormField[]): OwnCall | undefined {
  const { catalogue } = useEditor();
  const { app, module } = partsOfName(step.module);
  const connectionId = connectionOf(step);
  const isOwn = catalogue.find(step.module)?.kind === 'universal' && pathField(fields) !== undefined;
  const mapper = callToAskFor(fields);
  const asked = { app, module, mapper, connectionId } as Parameters<typeof previewRequest>[0];
  const { data } = useQuery({
    queryKey: ['own-call', app, module, connectionId],
    enabled: isOwn && connectionId?.startsWith('con_') === true,
    staleTime: 60_000,
    retry: false,
    queryFn: ({ signal }) => previewRequest(asked, signal),
  });
  const request = isOwn ? data?.request : undefined;
  return request ? readOwnCall(request.url, request.headers) : undefined;
}
