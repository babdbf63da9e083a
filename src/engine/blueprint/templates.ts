import { ConnectorError } from '../../core/errors.ts';
import { isCollection } from '../../core/json.ts';
import { pointerTo } from '../../core/source.ts';
import { compileTemplate, type Expression } from '../../iml/template.ts';

/** A text with expressions, and where it stands. */
export interface PlacedTemplate {
  readonly pointer: string;
  readonly expressions: readonly Expression[];
}

/** Every text with expressions in a mapped value. Texts that cannot be read are left out: their compilation reports them. */
export function templatesOf(raw: unknown, pointer: string): readonly PlacedTemplate[] {
  if (typeof raw === 'string') return placed(raw, pointer);
  if (Array.isArray(raw)) return raw.flatMap((element, index) => templatesOf(element, pointerTo(pointer, index)));
  if (!isCollection(raw)) return [];
  return Object.entries(raw).flatMap(([key, value]) => {
    const at = pointerTo(pointer, key);
    return [...placed(key, at), ...templatesOf(value, at)];
  });
}

function placed(text: string, pointer: string): readonly PlacedTemplate[] {
  if (!text.includes('{{')) return [];
  try {
    const { parts } = compileTemplate(text, { mode: 'scenario' });
    const expressions = parts.filter((part) => typeof part !== 'string');
    return expressions.length === 0 ? [] : [{ pointer, expressions }];
  } catch (error) {
    if (error instanceof ConnectorError) return [];
    throw error;
  }
}
