import { useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import { useEditor } from '../builder/editor.ts';
import type { Step } from '../model/blueprint.ts';
import { problemOf } from '../model/form-check.ts';
import type { FormField } from '../model/form-field.ts';
import { headerDoubt } from '../model/own-call.ts';
import { pathOfId, pointerOf } from '../model/step-path.ts';
import { connectionOf } from '../model/step-settings.ts';
import { usePreference } from '../preferences/preference.ts';
import { Field } from './field.tsx';
import { FieldList } from './field-list.tsx';
import { FormContext } from './form-context.ts';
import type { Form } from './form-context.ts';
import { FormLegend } from './form-legend.tsx';
import { partsOfName } from './module-forms.ts';
import { useStepScope } from './step-scope.ts';
import { useOwnCall } from './use-own-call.ts';
import classes from './module-settings.module.css';

/** The fields of a module over its values in the scenario. */
export function StepForm({
  step,
  fields,
  isBuiltIn,
  hasMandatory = fields.some(({ required }) => required),
  opened,
  showsAll,
  children,
}: {
  readonly step: Step;
  readonly fields: readonly FormField[];
  /** Modules of the engine have no app that could fill in choices. */
  readonly isBuiltIn: boolean;
  /** Whether something in it must be filled in. */
  readonly hasMandatory?: boolean;
  /** Path of the field people were sent to. */
  readonly opened: string | undefined;
  /** Whether every field says what is wrong with it, visited or not. */
  readonly showsAll: boolean;
  /** What stands above the fields. */
  readonly children?: ReactNode;
}) {
  const scope = useStepScope(step, fields);
  const findings = useFindings(step.id);
  const [asText, setAsText] = usePreference('mappingsAsText');
  const [touched, setTouched] = useState<ReadonlySet<string>>(new Set(opened === undefined ? [] : [opened]));
  const connectionId = connectionOf(step);
  const call = useOwnCall(step, fields);
  const form: Form = {
    idPrefix: formPrefix(step.id),
    app: isBuiltIn ? undefined : partsOfName(step.module).app,
    connectionId,
    problemAt(path, field, value) {
      if (!showsAll && !touched.has(path)) return undefined;
      return problemOf(field, value) ?? findings.get(path);
    },
    leadOf: (path) => (path === '/mapper/url' ? call?.base : undefined),
    doubtAt: (path, value) => (path === '/mapper/headers' && call ? headerDoubt(value, call) : undefined),
    touch: (path) => setTouched((old) => (old.has(path) ? old : new Set([...old, path]))),
    Field,
  };
  return (
    <FormContext value={form}>
      <div className={classes['form']}>
        <FormLegend
          hasMandatory={hasMandatory}
          asText={asText}
          onAsText={fields.some(({ mappable }) => mappable) ? setAsText : undefined}
        />
        {children}
        <FieldList fields={fields} scope={scope} />
      </div>
    </FormContext>
  );
}

/** Comes before the ids of the fields of a module. */
export function formPrefix(stepId: number): string {
  return `module-${stepId}`;
}

/** What the server found in the values of a module, by their path in it. */
function useFindings(stepId: number): ReadonlyMap<string, string> {
  const { problems, blueprint } = useEditor();
  return useMemo(() => {
    const path = pathOfId(blueprint, stepId);
    if (path === undefined) return new Map();
    const start = pointerOf(path);
    const own = problems.filter(({ pointer }) => pointer.startsWith(`${start}/`));
    return new Map(
      own.map(({ pointer, message, fix }) => [pointer.slice(start.length), `${message} ${fix ?? ''}`.trim()]),
    );
  }, [problems, blueprint, stepId]);
}
