import { ActionIcon, Button } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconPlus, IconTrash } from '@tabler/icons-react';
import { useRef } from 'react';
import { useAnnounce } from '../shell/status.tsx';
import { addWord, isBlank, itemField, itemWord } from '../model/form-field.ts';
import type { FormField } from '../model/form-field.ts';
import { collectionScope, membersOf } from './collection-field.tsx';
import { FieldList } from './field-list.tsx';
import { fieldIds } from './field-frame.tsx';
import { useForm } from './form-context.ts';
import type { ControlProps } from './form-context.ts';
import classes from './group-field.module.css';
import { TextField } from './text-field.tsx';

/** A list people add to, put in order and take from. */
export function ArrayField({ field, path, labelId, describedBy, value, onChange, scope }: ControlProps) {
  const announce = useAnnounce();
  const form = useForm();
  const list = useRef<HTMLDivElement>(null);
  const items = itemsOf(value);
  const inside = itemField(field);
  const word = itemWord(field);
  const set = (next: readonly unknown[]): void => onChange(next.length === 0 ? undefined : next);
  const focusItem = (index: number): void => {
    requestAnimationFrame(() => {
      const entries = list.current?.querySelectorAll('[data-item]') ?? [];
      const target = entries[Math.min(index, entries.length - 1)] ?? list.current;
      target?.querySelector<HTMLElement>('textarea, input, [role="textbox"], button')?.focus();
    });
  };
  const move = (from: number, to: number): void => {
    set(items.toSpliced(from, 1).toSpliced(to, 0, items[from]));
    announce(`${word} ${from + 1} is now number ${to + 1} of ${items.length}.`);
  };
  return (
    <div ref={list} role="group" aria-labelledby={labelId} aria-describedby={describedBy}>
      {items.length > 0 && (
        <ol className={classes['items']}>
          {items.map((item, index) => (
            <li
              // oxlint-disable-next-line react/no-array-index-key -- items have no identity but their place
              key={index}
              data-item
              className={classes['item']}
              data-simple={inside.type === 'collection' ? undefined : ''}
            >
              <div className={classes['head']}>
                <span id={`${fieldIds(form.idPrefix, `${path}/${index}`).id}-name`}>{`${word} ${index + 1}`}</span>
                <span className={classes['tools']}>
                  <Tool
                    label={`Move ${word} ${index + 1} up`}
                    icon={IconArrowUp}
                    isOff={index === 0}
                    onClick={() => move(index, index - 1)}
                  />
                  <Tool
                    label={`Move ${word} ${index + 1} down`}
                    icon={IconArrowDown}
                    isOff={index === items.length - 1}
                    onClick={() => move(index, index + 1)}
                  />
                  <Tool
                    label={`Remove ${word} ${index + 1}`}
                    icon={IconTrash}
                    onClick={() => {
                      set(items.toSpliced(index, 1));
                      announce(`${word} ${index + 1} removed.`);
                      focusItem(index);
                    }}
                  />
                </span>
              </div>
              <Item
                field={{ ...inside, label: `${word} ${index + 1}` }}
                path={`${path}/${index}`}
                value={item}
                scope={scope}
                onChange={(next) => set(items.with(index, next))}
              />
            </li>
          ))}
        </ol>
      )}
      <Button
        className={classes['add']}
        size="compact-sm"
        variant="light"
        leftSection={<IconPlus size={14} aria-hidden />}
        onClick={() => {
          set([...items, inside.type === 'collection' ? {} : '']);
          focusItem(items.length);
        }}
      >
        {addWord(field)}
      </Button>
    </div>
  );
}

function Item({
  field,
  path,
  value,
  scope,
  onChange,
}: Pick<ControlProps, 'path' | 'value' | 'scope' | 'onChange'> & { readonly field: FormField }) {
  const form = useForm();
  const ids = fieldIds(form.idPrefix, path);
  const { Field } = form;
  if (field.type === 'collection') {
    return (
      <div role="group" aria-labelledby={`${ids.id}-name`}>
        <FieldList fields={membersOf(field)} scope={collectionScope({ value, path, onChange }, scope)} />
      </div>
    );
  }
  if (OWN_CONTROL.has(field.type)) {
    const inside = {
      ...scope,
      read: () => value,
      write: (_: FormField, next: unknown) => onChange(next),
      pathOf: () => path,
    };
    return <Field field={field} scope={inside} />;
  }
  return (
    <TextField
      field={field}
      path={path}
      id={ids.id}
      labelId={`${ids.id}-name`}
      describedBy={undefined}
      value={value}
      isInvalid={form.problemAt(path, field, value) !== undefined}
      scope={scope}
      onChange={(next) => onChange(next ?? '')}
    />
  );
}

/** Items that are more than a line of text. */
const OWN_CONTROL: ReadonlySet<string> = new Set(['boolean', 'select', 'timezone', 'array', 'date', 'time', 'filter']);

function Tool({
  label,
  icon: Icon,
  isOff = false,
  onClick,
}: {
  readonly label: string;
  readonly icon: typeof IconTrash;
  readonly isOff?: boolean;
  readonly onClick: () => void;
}) {
  return (
    <ActionIcon variant="subtle" color="gray" size={28} aria-label={label} disabled={isOff} onClick={onClick}>
      <Icon size={16} aria-hidden />
    </ActionIcon>
  );
}

/** One value alone counts as a list of it. */
function itemsOf(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  return isBlank(value) ? [] : [value];
}
