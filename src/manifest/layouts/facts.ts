import { isCollection } from '../../core/json.ts';
import { pointerTo } from '../../core/source.ts';
import type { SourceKind } from '../source-file.ts';

/** What a component's own entry says about it, with our key, and where that stands in the entry. */
export interface Fact {
  readonly key: string;
  readonly value: unknown;
  readonly pointer: string;
}

/** Our key, and how the value is written with us when that differs. */
interface Rule {
  readonly key: string;
  readonly read?: (value: unknown) => unknown;
}

/** Numbers of module types in exports. */
const MODULE_TYPES: Readonly<Record<string, string>> = {
  1: 'trigger',
  4: 'action',
  9: 'search',
  10: 'instant_trigger',
  11: 'responder',
  12: 'universal',
};

const moduleType: Rule = { key: 'moduleType', read: (value) => MODULE_TYPES[String(value)] ?? value };
/** Every old name of a connection with a key in a field, such as `apikey`, is a basic one now. */
const connectionType: Rule = {
  key: 'connectionType',
  read: (value) => (/^oauth/i.test(String(value)) ? 'oauth' : 'basic'),
};
const webhookType: Rule = {
  key: 'webhookType',
  read: (value) => (/shared/i.test(String(value)) ? 'web-shared' : 'web'),
};
const label: Rule = { key: 'label' };
const description: Rule = { key: 'description' };
const connection: Rule = { key: 'connection' };
const altConnection: Rule = { key: 'altConnection' };

/** Every key an entry may have, with all names it had over the years. */
const RULES: Readonly<Record<SourceKind, Readonly<Record<string, Rule>>>> = {
  manifest: {
    label,
    description,
    theme: { key: 'theme' },
    language: { key: 'language', read: (value) => (/^[a-z]{2}$/.test(String(value)) ? value : undefined) },
    countries: { key: 'countries' },
    version: { key: 'version', read: String },
  },
  module: {
    label,
    description,
    connection,
    altConnection,
    webhook: { key: 'webhook' },
    moduleType,
    moduleSubtype: moduleType,
    type: moduleType,
    typeId: moduleType,
    actionCrud: { key: 'actionCrud' },
    crud: { key: 'actionCrud' },
  },
  connection: { label, description, connectionType, type: connectionType, aliasTo: { key: 'aliasTo' } },
  webhook: { label, description, connection, altConnection, webhookType, type: webhookType },
  rpc: { label, description, connection, altConnection },
};

/** Keys that say nothing a runtime needs; `$id` and its like are left aside as well. */
const QUIET = new Set([
  'name',
  'codeFiles',
  'icon',
  'public',
  'approved',
  'changes',
  'sectionsMeta',
  'readme',
  'global',
  'connectedSystemName',
]);

/** The facts in an entry, and the keys in it that nothing here reads. */
export function factsIn(
  entry: unknown,
  kind: SourceKind,
): { readonly facts: readonly Fact[]; readonly unread: readonly string[] } {
  if (!isCollection(entry)) return { facts: [], unread: [] };
  const facts: Fact[] = [];
  const unread: string[] = [];
  for (const [name, raw] of Object.entries(entry)) {
    const rule = Object.hasOwn(RULES[kind], name) ? RULES[kind][name] : undefined;
    if (name === 'attachedAccounts') facts.push(...attached(raw));
    else if (rule === undefined) unread.push(...(QUIET.has(name) || name.startsWith('$') ? [] : [name]));
    else if (raw !== null && raw !== '') {
      const value = rule.read === undefined ? raw : rule.read(raw);
      if (value !== undefined) facts.push({ key: rule.key, value, pointer: pointerTo('', name) });
    }
  }
  return { facts, unread };
}

/** Connections as a list: the first is the usual one, the second another people may choose. */
function attached(accounts: unknown): Fact[] {
  if (!Array.isArray(accounts)) return [];
  const names = accounts.filter((account): account is string => typeof account === 'string');
  return names.slice(0, 2).map((value, index) => {
    return { key: index === 0 ? 'connection' : 'altConnection', value, pointer: `/attachedAccounts/${index}` };
  });
}
