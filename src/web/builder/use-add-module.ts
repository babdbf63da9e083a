import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useLayoutEffect, useMemo, useRef } from 'react';
import { flushSync } from 'react-dom';
import { moduleQuery } from '../api/apps.ts';
import { builtInsQuery } from '../api/built-ins.ts';
import { suggestedMapper, type Source } from '../model/suggested-mapper.ts';
import { upstreamOf } from '../model/upstream.ts';
import type { Values } from '../model/values.ts';
import { partsOfName } from '../settings/module-forms.ts';
import { useAnnounce } from '../shell/status.tsx';
import { addModule, placeFor, whyNotAdd } from './add-module.ts';
import type { Aim } from './builder-state.ts';
import type { CatalogueModule } from './catalogue.ts';
import { useEditor } from './editor.ts';
import type { Editor } from './editor.ts';

type AddModule = (module: CatalogueModule, aim: Aim | undefined) => Promise<boolean>;

/** Adds a module and shows its settings; its mandatory inputs are mapped where that is plain. Gives whether it was added. */
export function useAddModule(): AddModule {
  const editor = useEditor();
  const client = useQueryClient();
  const announce = useAnnounce();
  const latest = useRef(editor);
  useLayoutEffect(() => {
    latest.current = editor;
  });
  const before = useRef<Promise<unknown>>(Promise.resolve());
  return useMemo(() => {
    const add: AddModule = async (module, aim) => {
      const reason = whyNotAdd(module, latest.current, aim);
      if (reason !== undefined) {
        announce(reason);
        return false;
      }
      // Without the fields it starts empty.
      const mapper = await suggestionFor(client, module, latest.current, aim).catch(() => ({}));
      const { make, showAdded } = latest.current;
      return flushSync(() => {
        const path = make((blueprint) => addModule(module, { ...latest.current, blueprint }, { aim, mapper }), {
          label: `Add ${module.label}`,
        });
        if (path !== undefined) showAdded(path);
        return path !== undefined;
      });
    };
    // Modules that are chosen quickly come in their order: one may be mapped from the one just before it.
    return (module, aim) => {
      const added = before.current.then(() => add(module, aim));
      before.current = added.catch(() => undefined);
      return added;
    };
  }, [client, announce]);
}

async function suggestionFor(
  client: QueryClient,
  module: CatalogueModule,
  editor: Editor,
  aim: Aim | undefined,
): Promise<Values> {
  if (module.connection === undefined) return {};
  const { list, index } = placeFor(module.name, editor, aim);
  const upstream = upstreamOf(editor.blueprint, [...list, index]).filter(({ relation }) => relation === 'before');
  const [own, ...sources] = await Promise.all([
    formOf(client, module.name),
    ...upstream.map(async ({ id, step }): Promise<Source> => ({
      id,
      interface: (await formOf(client, step.module)).interface,
    })),
  ]);
  return suggestedMapper(own.mappable, sources);
}

async function formOf(
  client: QueryClient,
  name: string,
): Promise<{ readonly mappable: readonly Values[]; readonly interface: readonly Values[] }> {
  const builtIns = await client.ensureQueryData(builtInsQuery());
  const builtIn = builtIns.find((module) => module.name === name);
  if (builtIn !== undefined) return builtIn;
  const { app, module } = partsOfName(name);
  return client.ensureQueryData(moduleQuery(app, module));
}
