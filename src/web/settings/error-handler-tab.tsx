import { Radio, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useEditor } from '../builder/editor.ts';
import { nameOfStep } from '../builder/module-names.ts';
import type { Blueprint, Step } from '../model/blueprint.ts';
import { DIRECTIVES, directiveOf } from '../model/directives.ts';
import type { Directive } from '../model/directives.ts';
import { addErrorHandler, endOfHandler, handlerOf, removeErrorHandler, setDirective } from '../model/error-handler.ts';
import type { Edit } from '../model/edit.ts';
import { useOutputs } from '../mapping/use-outputs.ts';
import { EVERY_NAME, readFields } from '../model/form-field.ts';
import { pathOfId } from '../model/step-path.ts';
import classes from './error-handler-tab.module.css';
import { HandledErrors } from './handled-errors.tsx';
import { useModuleForms } from './module-forms.ts';
import { StepForm } from './step-form.tsx';

const NONE = 'none';

const STATUS: Readonly<Record<Directive['status'], string>> = {
  success: 'The run counts as a success.',
  warning: 'The run counts as a warning.',
  error: 'The run counts as an error.',
};

/** What happens when the module fails. */
export function ErrorHandlerTab({ step }: { readonly step: Step }) {
  const editor = useEditor();
  const chosen = endOfHandler(step);
  const others = handlerOf(step).filter(({ module }) => directiveOf(module) === undefined).length;
  const hasHandler = handlerOf(step).length > 0;
  const choose = (value: string): void => {
    const directive = directiveOf(value);
    editor.apply(
      (blueprint) => {
        const edit = editOf(blueprint, step, directive);
        return edit.ok ? edit.blueprint : { refused: edit.reason };
      },
      { label: `Change the error handler of ${nameOfStep(step, editor.catalogue)}` },
    );
  };
  return (
    <Stack>
      <Radio.Group
        label="When this module fails"
        value={chosen?.module ?? (hasHandler ? 'open' : NONE)}
        onChange={choose}
      >
        <Stack gap={8} mt={8}>
          <Choice
            value={NONE}
            label="No error handler"
            meaning="The scenario stops here and rolls back."
            status="error"
          />
          {DIRECTIVES.map(({ module, label, meaning, status }) => (
            <Choice key={module} value={module} label={label} meaning={meaning} status={status} />
          ))}
        </Stack>
      </Radio.Group>
      {others > 0 && (
        <Text size="sm" c="dimmed">
          {others === 1 ? 'One module runs' : `${others} modules run`} before that; the canvas shows it below the card.
        </Text>
      )}
      {hasHandler && <HandledErrors step={step} />}
      <HandlerSettings step={step} />
    </Stack>
  );
}

function Choice({
  value,
  label,
  meaning,
  status,
}: {
  readonly value: string;
  readonly label: string;
  readonly meaning: string;
  readonly status: Directive['status'];
}) {
  return (
    <Radio.Card value={value} className={classes['choice'] ?? ''} aria-label={label}>
      <Radio.Indicator />
      <span>
        <span className={classes['name']}>{label}</span>
        <span className={classes['meaning']}>
          {meaning} <span data-status={status}>{STATUS[status]}</span>
        </span>
      </span>
    </Radio.Card>
  );
}

function editOf(blueprint: Blueprint, step: Step, directive: Directive | undefined): Edit {
  const path = pathOfId(blueprint, step.id) ?? [];
  if (directive === undefined) return removeErrorHandler(blueprint, path);
  return handlerOf(step).length === 0
    ? addErrorHandler(blueprint, path, directive)
    : setDirective(blueprint, path, directive);
}

/** The settings of the directive: those of its own, and for Resume the output it stands in for. */
function HandlerSettings({ step }: { readonly step: Step }) {
  const end = handlerOf(step).at(-1);
  const directive = directiveOf(end?.module ?? '');
  return end === undefined || directive === undefined ? null : (
    <DirectiveSettings step={step} end={end} label={directive.label} />
  );
}

function DirectiveSettings({
  step,
  end,
  label,
}: {
  readonly step: Step;
  /** The directive at the end of the handler of `step`. */
  readonly end: Step;
  readonly label: string;
}) {
  const forms = useModuleForms([end.module]);
  const outputs = useOutputs([step]);
  const isResume = end.module === 'builtin:Resume';
  const own = forms.get(end.module)?.form ?? NO_FIELDS;
  const output = (isResume && outputs.get(step.id)?.fields) || [];
  const fields = [
    ...readFields(own.parameters, 'parameters'),
    ...readFields(own.mappable, 'mapper').filter(({ name }) => name !== EVERY_NAME || output.length === 0),
    ...readFields(output, 'mapper'),
  ];
  if (fields.length === 0) return null;
  return (
    <Section title={isResume ? 'The substitute output' : `Settings of ${label}`}>
      <StepForm step={end} fields={fields} isBuiltIn opened={undefined} showsAll={false} />
    </Section>
  );
}

const NO_FIELDS = { parameters: [], mappable: [] };

function Section({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section aria-label={title}>
      <h3 className={classes['title']}>{title}</h3>
      {children}
    </section>
  );
}
