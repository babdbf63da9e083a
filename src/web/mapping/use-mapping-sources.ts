import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { latestSampleQuery } from '../api/samples.ts';
import { nameOfStep } from '../builder/module-names.ts';
import { useEditor } from '../builder/editor.ts';
import type { Catalogue } from '../builder/catalogue.ts';
import { idOf } from '../model/blueprint.ts';
import { ERROR_FIELDS } from '../model/items.ts';
import type { ItemField } from '../model/items.ts';
import { outputFieldsOf } from '../model/output-fields.ts';
import { pathOfId } from '../model/step-path.ts';
import { hookOf } from '../model/step-settings.ts';
import { upstreamOf } from '../model/upstream.ts';
import type { UpstreamModule } from '../model/upstream.ts';
import { useRunResults } from '../runs/run-results.ts';
import { useStable } from '../ui/use-stable.ts';
import { useCustomSamples } from './custom-samples.ts';
import type { CustomSamples } from './custom-samples.ts';
import type { MappingSource, SampleChoice } from './mapping-context.ts';
import { useOutputs } from './use-outputs.ts';
import type { StepOutput } from './use-outputs.ts';

/** Bundles of the last run people can preview with, at most. */
const MOST_BUNDLES = 20;
const DELIVERY = 'delivery';
const MANIFEST = 'manifest';
/** The choice of bundles that people write themselves. */
export const CUSTOM = 'custom';

/** What a sample bundle comes from, for one module. */
interface Origin {
  readonly sample: unknown;
  readonly origin: string;
}

/** The modules before a module with sample bundles, and the choice of these. */
export function useMappingSources(stepId: number): {
  readonly sources: readonly MappingSource[];
  /** What they give, and how far that is known, by their ids. */
  readonly outputs: ReadonlyMap<number, StepOutput>;
  readonly samples: readonly SampleChoice[];
  readonly sample: string;
  readonly chooseSample: (value: string) => void;
  readonly writeSample: (moduleId: number, bundle: unknown) => void;
} {
  const { blueprint, catalogue, scenario } = useEditor();
  const results = useRunResults();
  const [chosen, setChosen] = useState<string>();
  const [custom, writeSample] = useCustomSamples(scenario.id);
  const upstream = useMemo(() => {
    const path = pathOfId(blueprint, stepId);
    return path === undefined ? [] : upstreamOf(blueprint, path);
  }, [blueprint, stepId]);
  const outputs = useOutputs(upstream.map(({ step }) => step));
  const hook = upstream.map(({ step }) => hookOf(step)).find((id) => id !== undefined);
  const delivered = useQuery(latestSampleQuery(hook)).data;

  const ran = Math.min(MOST_BUNDLES, Math.max(0, ...upstream.map(({ id }) => results.bundlesOf(id).length)));
  const samples = [
    ...Array.from({ length: ran }, (_, index) => ({
      value: `run:${index}`,
      label: `Bundle ${index + 1}`,
      named: `Bundle ${index + 1}`,
    })),
    ...(delivered === undefined || delivered === null
      ? []
      : [{ value: DELIVERY, label: 'Latest delivery', named: 'the latest delivery' }]),
    { value: MANIFEST, label: 'Sample of the app', named: 'the sample of the app' },
    { value: CUSTOM, label: 'Custom JSON', named: 'the custom bundle' },
  ];
  const sample = samples.some(({ value }) => value === chosen) ? (chosen ?? '') : (samples[0]?.value ?? MANIFEST);
  const found = upstream.map((module): MappingSource => {
    const output = outputs.get(module.step.id);
    return {
      module: module.id,
      label: nameOfStep(module.step, catalogue),
      fields: fieldsOf(module, output),
      tone: toneOf(module, catalogue),
      isOpen: output?.isOpen ?? false,
      ...originOf(module, output, {
        sample,
        ran: results.bundlesOf(module.id),
        delivered: delivered ?? undefined,
        custom,
      }),
    };
  });
  return {
    sources: useStable(found),
    outputs,
    samples: useStable(samples),
    sample,
    chooseSample: setChosen,
    writeSample,
  };
}

function toneOf({ step }: UpstreamModule, catalogue: Catalogue): MappingSource['tone'] {
  return catalogue.find(step.module)?.tone ?? 'other';
}

function fieldsOf({ step, relation }: UpstreamModule, output: StepOutput | undefined): readonly ItemField[] {
  if (relation === 'failed') return ERROR_FIELDS;
  const declared = output?.fields ?? [];
  const own = outputFieldsOf(step);
  const names = new Set(own.map(({ name }) => name));
  return [...own, ...declared.filter(({ name }) => !names.has(name))];
}

interface Given {
  readonly sample: string;
  readonly ran: readonly unknown[];
  readonly delivered: readonly unknown[] | undefined;
  readonly custom: CustomSamples;
}

/** The sample of one module: the chosen one where it has it, else the best there is. */
function originOf({ step, relation }: UpstreamModule, output: StepOutput | undefined, given: Given): Origin {
  if (relation === 'failed') return { sample: FAILURE, origin: 'when it fails' };
  const [kind, index] = given.sample.split(':');
  const ofRun = given.ran.at(Math.min(Number(index ?? 0), Math.max(0, given.ran.length - 1)));
  const ofDelivery = hookOf(step) === undefined ? undefined : given.delivered?.[0];
  const ofManifest = output?.samples[0];
  const known: Readonly<Record<string, Origin>> = {
    run: { sample: ofRun, origin: 'last run' },
    [DELIVERY]: { sample: ofDelivery, origin: 'stored delivery' },
    [CUSTOM]: { sample: given.custom.get(idOf(step) ?? -1), origin: 'custom JSON' },
    [MANIFEST]: { sample: ofManifest, origin: 'sample of the app' },
  };
  const order = [kind ?? MANIFEST, 'run', DELIVERY, MANIFEST].map((name) => known[name]);
  return order.find((origin) => origin?.sample !== undefined) ?? { sample: undefined, origin: 'declared only' };
}

const FAILURE = { error: { message: 'What the service answered', type: 'RuntimeError' } };
