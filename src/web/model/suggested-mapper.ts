import { named, writeMapping, type PathSegment } from './iml-path.ts';
import { textOf } from './text-of.ts';
import { isValues, type Values } from './values.ts';

/** A module before the one that is added, with what a bundle of it looks like. */
export interface Source {
  readonly id: number;
  readonly interface: readonly Values[];
}

/** Kinds of fields that take one plain value. */
const PLAIN: ReadonlySet<string> = new Set(['text', 'number', 'integer', 'uinteger', 'email', 'url', 'uuid', 'date']);

/**
 * Mappings for the mandatory inputs of a new module: each from the item with the same label, of the nearest module
 * that has one. What has no such item stays empty.
 */
export function suggestedMapper(fields: readonly Values[], sources: readonly Source[]): Values {
  const entries = fields.flatMap((field): readonly [string, string][] => {
    const { name, label, type, required, default: preset } = field;
    if (required !== true || preset !== undefined || !PLAIN.has(textOf(type))) return [];
    const mapping = firstMapping(textOf(label).trim().toLowerCase(), sources);
    return mapping === undefined ? [] : [[textOf(name), mapping]];
  });
  return Object.fromEntries(entries);
}

function firstMapping(label: string, sources: readonly Source[]): string | undefined {
  if (label === '') return undefined;
  for (const { id, interface: fields } of sources) {
    const segments = pathTo(label, fields, []);
    if (segments !== undefined) return writeMapping({ module: id, segments });
  }
  return undefined;
}

/** The way to the item of this label; items on top are preferred to those inside collections. */
function pathTo(
  label: string,
  fields: readonly Values[],
  way: readonly PathSegment[],
): readonly PathSegment[] | undefined {
  const here = fields.find(
    (field) => textOf(field['label']).trim().toLowerCase() === label && PLAIN.has(textOf(field['type'])),
  );
  if (here !== undefined) return [...way, named(textOf(here['name']))];
  for (const { name, type, spec } of fields) {
    if (type !== 'collection' || !Array.isArray(spec)) continue;
    const inside = pathTo(label, spec.filter(isValues), [...way, named(textOf(name))]);
    if (inside !== undefined) return inside;
  }
  return undefined;
}
