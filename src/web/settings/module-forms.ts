import { useQueries, useQuery } from '@tanstack/react-query';
import type { UseQueryResult } from '@tanstack/react-query';
import { moduleQuery } from '../api/apps.ts';
import { builtInsQuery } from '../api/built-ins.ts';
import type { BuiltInModule, ModuleDetail } from '../api/contract.ts';
import type { ModuleForm } from '../builder/catalogue.ts';

/** The fields of one module, and whether they are known yet. */
export interface LoadedForm {
  readonly form: ModuleForm | undefined;
  /** Of the engine itself, not of an app. */
  readonly isBuiltIn: boolean;
  readonly error: Error | null;
  readonly retry: () => void;
}

/** The app and the module in a name such as `sonar:sendMessage`. */
export function partsOfName(name: string): { readonly app: string; readonly module: string } {
  const [app = '', ...rest] = name.split(':');
  return { app: app.replace(/^app#/, ''), module: rest.join(':') };
}

/** The fields of modules, by their full names. Names nobody knows have no entry. */
export function useModuleForms(names: readonly string[]): ReadonlyMap<string, LoadedForm> {
  const builtIns = useQuery(builtInsQuery());
  const own = new Map(builtIns.data?.map((module) => [module.name, module]));
  const ofApps = [...new Set(names)].filter((name) => builtIns.isFetched && !own.has(name));
  const loaded = useQueries({
    queries: ofApps.map((name) => {
      const { app, module } = partsOfName(name);
      return moduleQuery(app, module);
    }),
    combine: (results) => results,
  });
  return new Map([
    ...[...new Set(names)].map((name) => [name, builtInEntry(builtIns, own.get(name))] as const),
    ...ofApps.map((name, index) => [name, appEntry(loaded[index])] as const),
  ]);
}

function builtInEntry(list: UseQueryResult<readonly BuiltInModule[]>, module: BuiltInModule | undefined): LoadedForm {
  return {
    form: module === undefined ? undefined : { ...module, samples: [] },
    isBuiltIn: module !== undefined,
    error: list.error,
    retry: () => void list.refetch(),
  };
}

function appEntry(result: UseQueryResult<ModuleDetail> | undefined): LoadedForm {
  const detail = result?.data;
  return {
    form: detail === undefined ? undefined : formOf(detail),
    isBuiltIn: false,
    error: result?.error ?? null,
    retry: () => void result?.refetch(),
  };
}

function formOf({ samples, ...detail }: ModuleDetail): ModuleForm {
  if (typeof samples === 'string') return { ...detail, samples: [], sampleAddress: samples };
  return { ...detail, samples: samples === null ? [] : [samples].flat() };
}
