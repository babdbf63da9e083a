import { useEffect, useEffectEvent, useRef, useState } from 'react';
import type { DragEvent, FocusEvent, KeyboardEvent, MouseEvent } from 'react';
import { insertExpression } from '../model/iml-insert.ts';
import { usePreference } from '../preferences/preference.ts';
import { FieldPreview } from './field-preview.tsx';
import { ImlEditor } from './iml-editor.tsx';
import type { ImlHandle, StartAt } from './iml-editor.tsx';
import { DRAGGED_IML } from './iml-setup.ts';
import { useIsActive, useMapping } from './mapping-context.ts';
import type { MappingTarget } from './mapping-session.ts';
import classes from './mappable-input.module.css';
import { PillText } from './pill-text.tsx';
import { useEvaluation } from './use-evaluation.ts';

/** A field whose value is a text with expressions. */
export interface MappableInputProps {
  readonly id: string;
  readonly label: string;
  /** Id of the element that holds the label. */
  readonly labelId: string;
  /** Ids of help and problem. */
  readonly describedBy: string | undefined;
  readonly text: string;
  readonly onChange: (text: string) => void;
  readonly onBlur?: () => void;
  readonly isRequired?: boolean;
  readonly isInvalid?: boolean;
  readonly isMultiline?: boolean;
  readonly placeholder?: string;
  /** Type of the field, for the preview. */
  readonly type?: string;
  readonly inputMode?: 'text' | 'decimal' | 'numeric';
}

/** A text with pills; an editor while it has the caret, and plain text for those who prefer it. */
export function MappableInput(props: MappableInputProps) {
  const { id, label, text, type = 'text', onChange } = props;
  const { session } = useMapping();
  const isActive = useIsActive(session, id);
  const [asText] = usePreference('mappingsAsText');
  const [startAt, setStartAt] = useState<StartAt>();
  const isEditor = isActive && !asText && startAt !== undefined;
  return (
    <div>
      <div className={classes['box']} data-invalid={props.isInvalid || undefined} data-active={isActive || undefined}>
        {isEditor ? (
          <Writing {...props} startAt={startAt} />
        ) : (
          <Resting {...props} asText={asText} onStart={setStartAt} />
        )}
      </div>
      {text.includes('{{') && (
        <Preview label={label} type={type} text={text} isActive={isActive} onReplace={onChange} />
      )}
    </div>
  );
}

/** Only mapped texts are evaluated: most fields of a form are empty or plain. */
function Preview({
  text,
  ...props
}: { readonly text: string } & Omit<Parameters<typeof FieldPreview>[0], 'evaluated' | 'error'>) {
  const { data, error } = useEvaluation(text);
  return <FieldPreview {...props} evaluated={data} error={error} />;
}

const NONE: readonly never[] = [];

/** The editor. */
function Writing({ startAt, ...props }: MappableInputProps & { readonly startAt: StartAt }) {
  const mapping = useMapping();
  const { data } = useEvaluation(props.text);
  const { session } = mapping;
  const { id, label, text, onChange, onBlur, isMultiline = false } = props;
  const handle = useRef<ImlHandle>(undefined);
  const leave = useEffectEvent(() => onBlur?.());
  // Another field may take over without a blur of this one: the editor is gone by then.
  useEffect(() => () => leave(), []);
  return (
    <ImlEditor
      text={text}
      startAt={startAt}
      isMultiline={isMultiline}
      host={mapping}
      attributes={attributesOf(props)}
      findings={data?.findings ?? NONE}
      onChange={onChange}
      onReady={(ready) => {
        handle.current = ready;
        session.activate({ id, label, ...ready });
      }}
      onBlur={({ relatedTarget }) => {
        if (staysActive(relatedTarget) || handle.current?.contains(relatedTarget as Node | null) === true) return;
        session.release(id);
      }}
      onEnterPanel={() => session.enterPanel()}
      onEscape={() => {
        const wasOpen = session.isPanelOpen();
        session.closePanel();
        return wasOpen;
      }}
    />
  );
}

/** The field while the caret is elsewhere: a plain text area, with the pills drawn over it. */
function Resting({
  asText,
  onStart,
  ...props
}: MappableInputProps & { readonly asText: boolean; readonly onStart: (at: StartAt) => void }) {
  const mapping = useMapping();
  const { session } = mapping;
  const area = useRef<HTMLTextAreaElement>(null);
  const { id, label, text, onChange, onBlur, isMultiline = false } = props;
  const target: MappingTarget = {
    id,
    label,
    insert(expression) {
      const box = area.current;
      if (box === null) return;
      const { value, selectionStart, selectionEnd } = box;
      const inserted = insertExpression({ text: value, from: selectionStart, to: selectionEnd }, expression);
      onChange(inserted.text);
      box.focus();
      requestAnimationFrame(() => box.setSelectionRange(inserted.from, inserted.to));
    },
    focus: () => area.current?.focus(),
  };
  const start = (at: StartAt): void => {
    if (!asText) onStart(at);
    session.activate(target);
  };
  return (
    <>
      <textarea
        {...attributesOf(props)}
        ref={area}
        className={classes['area']}
        rows={isMultiline ? 3 : 1}
        value={text}
        placeholder={props.placeholder}
        inputMode={props.inputMode}
        spellCheck={false}
        onChange={(event) => onChange(isMultiline ? event.currentTarget.value : joined(event.currentTarget.value))}
        onMouseDown={(event: MouseEvent) => {
          if (asText || event.button !== 0) return;
          event.preventDefault();
          start({ x: event.clientX, y: event.clientY });
        }}
        onFocus={({ currentTarget }) => start({ from: currentTarget.selectionStart, to: currentTarget.selectionEnd })}
        onBlur={({ relatedTarget }: FocusEvent) => {
          if (!asText || staysActive(relatedTarget)) return;
          session.release(id);
          onBlur?.();
        }}
        onKeyDown={(event) => keyDown(event, session, isMultiline)}
        onDrop={(event: DragEvent) => {
          const expression = event.dataTransfer.getData(DRAGGED_IML);
          if (expression === '') return;
          event.preventDefault();
          const inserted = insertExpression({ text, from: text.length, to: text.length }, expression);
          onChange(inserted.text);
          start({ from: inserted.from, to: inserted.to });
        }}
      />
      {!asText && text.includes('{{') && (
        <div aria-hidden className={classes['cover']}>
          <PillText text={text} host={mapping} />
        </div>
      )}
    </>
  );
}

function keyDown(event: KeyboardEvent, session: ReturnType<typeof useMapping>['session'], isMultiline: boolean): void {
  if (event.key === 'Enter' && !isMultiline && !event.ctrlKey && !event.metaKey) event.preventDefault();
  if (event.altKey && event.key === 'ArrowDown') {
    event.preventDefault();
    session.enterPanel();
  }
  if (event.key === 'Escape' && session.isPanelOpen()) {
    event.stopPropagation();
    session.closePanel();
  }
}

function joined(text: string): string {
  return text.replaceAll(/\r?\n/g, ' ');
}

/** Focus in the panel, or in another window, leaves the field as it is. */
function staysActive(next: EventTarget | null): boolean {
  if (!document.hasFocus()) return true;
  return next instanceof Element && next.closest('[data-mapping-panel]') !== null;
}

function attributesOf(props: MappableInputProps): Record<string, string> {
  const { id, labelId, describedBy, isRequired = false, isInvalid = false, isMultiline = false } = props;
  return {
    id,
    'aria-labelledby': labelId,
    'aria-multiline': String(isMultiline),
    ...(describedBy !== undefined && { 'aria-describedby': describedBy }),
    ...(isRequired && { 'aria-required': 'true' }),
    ...(isInvalid && { 'aria-invalid': 'true' }),
  };
}
