import { Button } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { Evaluated } from '../api/contract.ts';
import { jsonTypeOf, previewOf, textOfLeaf } from '../model/json-tree.ts';
import classes from './field-preview.module.css';

/** Longest text shown, in characters. */
const LONGEST = 300;
const NUMBERS: ReadonlySet<string> = new Set(['number', 'integer', 'uinteger', 'port']);

/** What a mapped field gives with the sample bundles; an empty value is never passed over. */
export function FieldPreview({
  label,
  type,
  evaluated,
  error,
  isActive,
  onReplace,
}: {
  readonly label: string;
  /** Type of the field, for what becomes of the value. */
  readonly type: string;
  readonly evaluated: Evaluated | undefined;
  readonly error: Error | null;
  readonly isActive: boolean;
  readonly onReplace: (text: string) => void;
}) {
  return (
    <div className={classes['place']}>
      <div
        role="status"
        aria-label={`Preview of ${label}`}
        aria-live={isActive ? 'polite' : 'off'}
        className={classes['preview']}
      >
        {error !== null ? (
          <Doubt>No preview: {error.message}</Doubt>
        ) : (
          evaluated !== undefined && !isSaidBelow(evaluated) && <Outcome evaluated={evaluated} type={type} />
        )}
      </div>
      {evaluated?.findings.map(({ start, code, severity, message, fix, replacement }) => (
        <div key={`${code} ${start}`} className={classes['finding']} data-severity={severity}>
          <span>
            {message} {fix}
          </span>
          {replacement !== undefined && (
            <Button size="compact-xs" variant="default" flex="none" onClick={() => onReplace(replacement)}>
              Fix
            </Button>
          )}
        </div>
      ))}
    </div>
  );
}

/** What keeps a text from being read is a finding already, often with a correction. */
function isSaidBelow({ error, findings }: Evaluated): boolean {
  return error !== null && findings.some(({ severity }) => severity === 'error');
}

function Outcome({ evaluated, type }: { readonly evaluated: Evaluated; readonly type: string }) {
  const { result, missing, error } = evaluated;
  if (error !== null) {
    const place = error.start === undefined ? '' : ` (character ${error.start + 1})`;
    return (
      <Doubt>
        {error.message}
        {place} {error.fix}
      </Doubt>
    );
  }
  const gaps = missing.map(({ path, reason }) => <Doubt key={path}>{gapText(path, reason, isNothing(result))}</Doubt>);
  if (isNothing(result)) return gaps.length > 0 ? gaps : <Doubt>Empty</Doubt>;
  return (
    <>
      <span className={classes['value']}>{valueText(result)}</span>{' '}
      <span className={classes['type']}>{typeText(evaluated, type)}</span>
      {gaps}
    </>
  );
}

/** "Empty – item 1.customer.zip is not in this bundle", or the part of a longer text that is. */
function gapText(path: string, reason: string, isAll: boolean): string {
  const sentence = reason.startsWith('Item ') ? `item ${path} is not in this bundle` : reason.replace(/\.$/, '');
  return isAll ? `Empty – ${sentence}` : `${path} is empty: ${sentence}`;
}

function isNothing(result: unknown): boolean {
  return result === '' || ['empty', 'nothing'].includes(jsonTypeOf(result));
}

function valueText(result: unknown): string {
  if (Array.isArray(result)) return `${result.length} ${result.length === 1 ? 'item' : 'items'}`;
  if (jsonTypeOf(result) === 'collection') return previewOf(result);
  const text = textOfLeaf(result);
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}

function typeText({ result, type }: Evaluated, field: string): string {
  const isNumeric = typeof result === 'string' && result.trim() !== '' && Number.isFinite(Number(result));
  return NUMBERS.has(field) && isNumeric ? `${type} → number ${Number(result)}` : type;
}

function Doubt({ children }: { readonly children: ReactNode }) {
  return (
    <span className={classes['doubt']}>
      <IconAlertTriangle size={14} aria-hidden />
      <span>{children}</span>
    </span>
  );
}
