import { useQueries, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { appQuery, appsQuery } from '../api/apps.ts';
import { builtInsQuery } from '../api/built-ins.ts';
import type { AppDetail, BuiltInModule, ModuleSummary } from '../api/contract.ts';
import { ownWebhookOf } from '../model/custom-webhook.ts';
import { textOf } from '../model/text-of.ts';
import type { Values } from '../model/values.ts';
import { moduleGlyph } from '../ui/module-glyph.tsx';
import type { Catalogue, CatalogueModule, ModuleKind } from './catalogue.ts';

const KINDS: Readonly<Record<ModuleSummary['moduleType'], ModuleKind>> = {
  trigger: 'trigger',
  instant_trigger: 'instant trigger',
  action: 'action',
  search: 'search',
  universal: 'universal',
  responder: 'responder',
};

/** Headings of the engine's own modules, in the order of the palette. */
const GROUPS: Readonly<Record<BuiltInModule['group'], string>> = {
  'flow-control': 'Flow control',
  'error-handling': 'Error handling',
  tools: 'Tools',
  json: 'JSON',
  http: 'HTTP',
  'data-stores': 'Data stores',
  webhooks: 'Webhooks',
  triggers: 'Triggers',
};

/** Every module of the apps and of the engine. */
export function useCatalogue(): Catalogue {
  const apps = useQuery(appsQuery());
  const builtIns = useQuery(builtInsQuery());
  const names = apps.data?.map(({ name }) => name) ?? [];
  const details = useQueries({ queries: names.map((name) => appQuery(name)), combine });
  const { data: own } = builtIns;
  const isComplete = !apps.isPending && !builtIns.isPending && details.isComplete;
  return useMemo(() => catalogueOf(details.data, own ?? [], isComplete), [details.data, own, isComplete]);
}

function combine(results: readonly { readonly data: AppDetail | undefined; readonly isPending: boolean }[]) {
  return {
    data: results.flatMap(({ data }) => data ?? []),
    isComplete: results.every(({ isPending }) => !isPending),
  };
}

function catalogueOf(apps: readonly AppDetail[], builtIns: readonly BuiltInModule[], isComplete: boolean): Catalogue {
  const order = Object.keys(GROUPS);
  const own = builtIns.toSorted((a, b) => order.indexOf(a.group) - order.indexOf(b.group));
  const offered = [
    ...apps.flatMap(modulesOf),
    ...own.filter(({ replacedBy }) => replacedBy === undefined).map(builtIn),
  ];
  const outdated = own.filter(({ replacedBy }) => replacedBy !== undefined).map(builtIn);
  const byName = new Map([...outdated, ...offered].map((module) => [module.name, module]));
  const fields = new Map(builtIns.map((module) => [module.name, module]));
  return {
    modules: offered,
    isComplete,
    find: (name) => byName.get(name),
    startOf(name) {
      const { parameters = [], mappable = [] } = fields.get(name) ?? {};
      return { parameters: defaultsOf(parameters), mapper: defaultsOf(mappable) };
    },
  };
}

/** The modules of an app in the order of its groups; those in no group come last. */
function modulesOf({ name, label, version, groups, modules }: AppDetail): readonly CatalogueModule[] {
  const grouped = new Set(groups.flatMap((group) => group.modules));
  const rest = { label, modules: modules.filter((module) => !grouped.has(module.name)).map((module) => module.name) };
  return [...groups, rest].flatMap((group) =>
    group.modules.flatMap((member): readonly CatalogueModule[] => {
      const module = modules.find((one) => one.name === member);
      if (module === undefined) return [];
      const full = `${name}:${member}`;
      return [
        {
          name: full,
          label: module.label,
          description: module.description,
          app: label,
          group: group.label,
          tone: moduleGlyph(full).tone,
          version: Number.parseInt(version, 10) || 1,
          kind: KINDS[module.moduleType],
          ...(module.connection !== undefined && { connection: module.connection }),
          ...(module.altConnection !== undefined && { altConnection: module.altConnection }),
          ...(module.webhook !== undefined && { webhook: module.webhook }),
        },
      ];
    }),
  );
}

function builtIn({ name, label, summary, group, kind }: BuiltInModule): CatalogueModule {
  const webhook = ownWebhookOf(name);
  return {
    name,
    label,
    description: summary,
    app: GROUPS[group],
    group: GROUPS[group],
    tone: 'flow',
    version: 1,
    kind: webhook === undefined ? kind : 'instant trigger',
    ...(webhook !== undefined && { webhook }),
  };
}

/** Only plain defaults of fields that are kept where they belong to. */
function defaultsOf(fields: readonly Values[]): Values {
  const entries = fields.flatMap(({ name, default: value, in: place }): [string, unknown][] =>
    value === undefined || value === null || place !== undefined ? [] : [[textOf(name), value]],
  );
  return Object.fromEntries(entries);
}
