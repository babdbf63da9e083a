import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import { functionsQuery } from '../api/expressions.ts';
import { useEditor } from '../builder/editor.ts';
import { bundleItem, labelOfPath } from '../model/items.ts';
import type { PillNames } from '../model/pills.ts';
import { MappingContext, OutputsContext } from './mapping-context.ts';
import type { Mapping } from './mapping-context.ts';
import { createMappingSession } from './mapping-session.ts';
import { useMappingSources } from './use-mapping-sources.ts';

/** Gives a form what its fields can be mapped from. */
export function MappingProvider({ stepId, children }: { readonly stepId: number; readonly children: ReactNode }) {
  const { scenario } = useEditor();
  const [session] = useState(createMappingSession);
  const functions = useQuery(functionsQuery()).data ?? NO_FUNCTIONS;
  const { sources, outputs, samples, sample, chooseSample, writeSample } = useMappingSources(stepId);
  const mapping = useMemo((): Mapping => {
    const tones = new Map(sources.map(({ module, tone }) => [module, tone]));
    return {
      session,
      sources,
      functions,
      samples,
      sample,
      chooseSample,
      writeSample,
      names: namesOf(sources, functions),
      toneOf: (module) => tones.get(module) ?? 'other',
      timezone: scenario.timezone,
    };
  }, [session, sources, functions, samples, sample, chooseSample, writeSample, scenario.timezone]);
  return (
    <MappingContext value={mapping}>
      <OutputsContext value={outputs}>{children}</OutputsContext>
    </MappingContext>
  );
}

const NO_FUNCTIONS: readonly never[] = [];

function namesOf(sources: Mapping['sources'], functions: Mapping['functions']): PillNames {
  const bundles = new Map(sources.map((source) => [source.module, bundleItem(source)]));
  return {
    keywords: new Set(functions.filter(({ group }) => group === 'keyword').map(({ name }) => name)),
    labelOf(module, path) {
      const bundle = bundles.get(module);
      return bundle && labelOfPath(bundle, path);
    },
  };
}
