import { Switch } from '@mantine/core';
import type { ReactNode } from 'react';
import type { FormField } from '../model/form-field.ts';
import { PlainMarkdown } from '../ui/plain-markdown.tsx';
import classes from './field-frame.module.css';

/** Ids of the parts of a field. */
export interface FieldIds {
  readonly id: string;
  readonly labelId: string;
  readonly helpId: string;
  readonly problemId: string;
  readonly doubtId: string;
  readonly leadId: string;
}

/** Label, help and problem around the control of a field. */
export function FieldFrame({
  field,
  ids,
  problem,
  doubt,
  lead,
  isGroup = false,
  isMapped,
  onMap,
  children,
}: {
  readonly field: FormField;
  readonly ids: FieldIds;
  readonly problem: string | undefined;
  /** What people should look at again, without being wrong. */
  readonly doubt?: string | undefined;
  /** What stands before the value. */
  readonly lead?: string | undefined;
  /** Several controls together have no label of their own to click on. */
  readonly isGroup?: boolean;
  /** Whether it is mapped instead of chosen; undefined when there is no choice. */
  readonly isMapped: boolean | undefined;
  readonly onMap: (isMapped: boolean) => void;
  readonly children: ReactNode;
}) {
  const look = { id: ids.labelId, className: classes['label'], 'data-required': field.required || undefined };
  return (
    <div className={classes['field']} data-field={ids.id}>
      <div className={classes['head']}>
        {isGroup ? (
          <span {...look}>{field.label}</span>
        ) : (
          <label {...look} htmlFor={ids.id}>
            {field.label}
          </label>
        )}
        {isMapped !== undefined && (
          <Switch
            size="xs"
            label="Map"
            labelPosition="left"
            aria-label={`Map ${field.label}`}
            checked={isMapped}
            onChange={(event) => onMap(event.currentTarget.checked)}
            classNames={{ body: classes['map'] ?? '' }}
          />
        )}
      </div>
      {lead === undefined ? (
        children
      ) : (
        <div className={classes['led']}>
          <code id={ids.leadId} className={classes['lead']}>
            {lead}
          </code>
          {children}
        </div>
      )}
      {problem !== undefined && (
        <p id={ids.problemId} className={classes['problem']}>
          {problem}
        </p>
      )}
      {doubt !== undefined && (
        <p id={ids.doubtId} role="status" className={classes['doubt']}>
          {doubt}
        </p>
      )}
      {field.help !== '' && (
        <p id={ids.helpId} className={classes['help']}>
          <PlainMarkdown text={field.help} />
        </p>
      )}
    </div>
  );
}

/** Ids of the parts of a field that stands at a path. */
export function fieldIds(prefix: string, path: string): FieldIds {
  const id = `${prefix}${path.replaceAll(/[^\w-]/g, '-')}`;
  return {
    id,
    labelId: `${id}-label`,
    helpId: `${id}-help`,
    problemId: `${id}-problem`,
    doubtId: `${id}-doubt`,
    leadId: `${id}-lead`,
  };
}
