import { useQueries, useQuery } from '@tanstack/react-query';
import { appQuery } from '../api/apps.ts';
import type { AppDetail } from '../api/contract.ts';
import { dataStoresQuery } from '../api/data-stores.ts';
import { rpcQuery } from '../api/rpcs.ts';
import type { RpcCall } from '../api/rpcs.ts';
import type { ModuleForm } from '../builder/catalogue.ts';
import type { Step } from '../model/blueprint.ts';
import { askedValues, rpcAddress } from '../model/form-options.ts';
import { readFields } from '../model/form-field.ts';
import type { ItemField } from '../model/items.ts';
import { missingInputs } from '../model/missing-inputs.ts';
import { outputAddresses, withGivenOutputs } from '../model/open-outputs.ts';
import { dataStoreOf, recordOutputs } from '../model/record-outputs.ts';
import { connectionOf } from '../model/step-settings.ts';
import { isValues } from '../model/values.ts';
import { partsOfName, useModuleForms } from '../settings/module-forms.ts';

/** What a bundle of a module looks like, as far as it is known by now. */
export interface StepOutput {
  readonly fields: readonly ItemField[];
  readonly samples: readonly unknown[];
  /** Whether some of it only the service can tell. */
  readonly isOpen: boolean;
  /** Labels of what has to be filled in before the service can be asked. */
  readonly missing: readonly string[];
  readonly isLoading: boolean;
  readonly error: Error | null;
  readonly retry: () => void;
}

/** One thing to be asked for a module. */
interface Question {
  readonly address: string;
  readonly call: RpcCall | undefined;
  readonly missing: readonly string[];
}

/**
 * What modules give, by their ids: what their app says, what the service says for their inputs, and for records what the
 * structure of their data store says.
 */
export function useOutputs(steps: readonly Step[]): ReadonlyMap<number, StepOutput> {
  const forms = useModuleForms(steps.map(({ module }) => module));
  const open = steps.filter(({ module }) => addressesOf(forms.get(module)?.form).length > 0);
  const apps = useQueries({
    queries: [...new Set(open.map(({ module }) => partsOfName(module).app))].map((app) => appQuery(app)),
    combine: (results) =>
      new Map(results.flatMap(({ data }) => (data === undefined ? [] : [[data.name, data] as const]))),
  });
  const structureOf = useStructures(steps);
  const questions = open.flatMap((step) =>
    addressesOf(forms.get(step.module)?.form).map((address) => ({
      step,
      ...questionOf(step, address, { form: forms.get(step.module)?.form, app: apps.get(partsOfName(step.module).app) }),
    })),
  );
  const calls = new Map(questions.flatMap(({ call }) => (call === undefined ? [] : [[keyOf(call), call] as const])));
  const answers = useQueries({
    queries: [...calls.values()].map((call) => rpcQuery(call)),
    combine: (results) => new Map([...calls.keys()].map((key, index) => [key, results[index]])),
  });
  return new Map(
    steps.map((step) => {
      const form = forms.get(step.module)?.form;
      const asked = questions.filter((question) => question.step === step);
      const own = asked.flatMap(({ address, call }) => {
        const answer = call === undefined ? undefined : answers.get(keyOf(call));
        return answer === undefined ? [] : [{ address, answer }];
      });
      const given = new Map(
        own.flatMap(({ address, answer }) => (answer.data ? [[address, answer.data] as const] : [])),
      );
      const sample = form?.sampleAddress === undefined ? undefined : given.get(form.sampleAddress);
      return [
        step.id,
        {
          fields: withGivenOutputs(recordOutputs(step, form?.interface ?? [], structureOf(step)), given),
          samples: (sample ?? form?.samples ?? []).filter(isValues),
          isOpen: asked.length > 0,
          missing: [...new Set(asked.flatMap(({ missing }) => missing))],
          isLoading: own.some(({ answer }) => answer.isFetching && answer.data === undefined),
          error: own.find(({ answer }) => answer.error !== null)?.answer.error ?? null,
          retry: () => {
            for (const { answer } of own) if (answer.error !== null) void answer.refetch();
          },
        },
      ] as const;
    }),
  );
}

/** The structure of the data store a module works with; empty when there is none. */
function useStructures(steps: readonly Step[]): (step: Step) => readonly ItemField[] {
  const isNeeded = steps.some((step) => dataStoreOf(step) !== undefined);
  const dataStores = useQuery({ ...dataStoresQuery(), enabled: isNeeded }).data ?? [];
  const known = new Map<string, readonly ItemField[]>(
    dataStores.map(({ id, structure }) => [id, withGivenOutputs(structure ?? [], new Map())]),
  );
  return (step) => known.get(dataStoreOf(step) ?? '') ?? [];
}

function keyOf(call: RpcCall): string {
  return JSON.stringify(call);
}

function addressesOf(form: ModuleForm | undefined): readonly string[] {
  if (form === undefined) return [];
  return [...outputAddresses(form.interface), ...(form.sampleAddress === undefined ? [] : [form.sampleAddress])];
}

function questionOf(
  step: Step,
  address: string,
  { form, app }: { readonly form: ModuleForm | undefined; readonly app: AppDetail | undefined },
): Question {
  const read = rpcAddress(address);
  const declared = app?.rpcs.find(({ name }) => name === read?.rpc);
  if (app === undefined || read === undefined || declared === undefined || form === undefined) {
    return { address, call: undefined, missing: [] };
  }
  const values = { ...step.parameters, ...(isValues(step.mapper) ? step.mapper : {}) };
  const fields = [...readFields(form.parameters, 'parameters'), ...readFields(form.mappable, 'mapper')];
  const connectionId = connectionOf(step);
  const missing = [
    ...(declared.connection !== undefined && connectionId === undefined ? ['the connection'] : []),
    ...missingInputs(fields, { ...declared, query: read.query }, values),
  ];
  const call = {
    app: app.name,
    ...read,
    parameters: askedValues(read, declared, values),
    ...(connectionId !== undefined && { connectionId }),
  };
  return { address, missing, call: missing.length === 0 ? call : undefined };
}
