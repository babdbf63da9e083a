import { type Collection, isCollection } from '../core/json.ts';
import { pointerTo } from '../core/source.ts';
import { isOAuthCommunication, phasesOf } from './oauth-flow.ts';
import type { SourceFile, SourceKind } from './source-file.ts';

/** A value and where it stands. */
export interface Located<Value> {
  readonly value: Value;
  readonly pointer: string;
}

/** The entries of a list, or none when the value is no list. */
export function entriesOf(list: unknown, pointer: string): Located<unknown>[] {
  return Array.isArray(list)
    ? list.map((value: unknown, index) => ({ value, pointer: pointerTo(pointer, index) }))
    : [];
}

/** The members of an object, or none when the value is no object. */
export function membersOf(value: unknown, pointer: string): (Located<unknown> & { readonly key: string })[] {
  if (!isCollection(value)) return [];
  return Object.entries(value).map(([key, member]) => ({ key, value: member, pointer: pointerTo(pointer, key) }));
}

/** The parts of each kind of file that hold fields. */
const FIELD_SECTIONS: Readonly<Record<SourceKind, readonly string[]>> = {
  manifest: [],
  module: ['parameters', 'staticParams', 'mappableParams', 'interface'],
  connection: ['parameters', 'installSpec'],
  webhook: ['parameters'],
  rpc: ['parameters'],
};

/** The parts of each kind of file that hold requests with expressions. */
const COMMUNICATION_SECTIONS: Readonly<Record<SourceKind, readonly string[]>> = {
  manifest: ['base'],
  module: ['communication', 'epoch'],
  connection: ['communication'],
  webhook: ['attach', 'detach', 'update', 'list', 'communication'],
  rpc: ['communication'],
};

/** Name of a part, its value and its pointer; parts the file does not have are left out. */
export type Section = Located<unknown> & { readonly key: string };

/** The parts of a file that hold fields. */
export function fieldSections(file: SourceFile): Section[] {
  return membersOf(file.json, '').filter((member) => FIELD_SECTIONS[file.kind].includes(member.key));
}

/** The parts of a file that hold requests. */
export function communicationSections(file: SourceFile): Section[] {
  return membersOf(file.json, '')
    .filter((member) => COMMUNICATION_SECTIONS[file.kind].includes(member.key))
    .flatMap((member) => (file.kind === 'connection' ? byPhase(member) : [member]));
}

/** A connection with OAuth has one part for each phase. */
function byPhase(member: Section): Section[] {
  if (!isOAuthCommunication(member.value)) return [member];
  return phasesOf(member.value, member.pointer).map(({ raw, pointer }) => ({ ...member, value: raw, pointer }));
}

/** The requests of a part: itself, or the entries of a list. */
export function requestsOf(section: Located<unknown>): Located<Collection>[] {
  const all = Array.isArray(section.value) ? entriesOf(section.value, section.pointer) : [section];
  return all.filter((request): request is Located<Collection> => isCollection(request.value));
}

/** The parts of a file whose texts may hold expressions: its requests, what signs them, and the identity of a delivery. */
export function expressionSections(file: SourceFile): Section[] {
  const eventId = membersOf(file.json, '').filter(({ key }) => file.kind === 'webhook' && key === 'eventId');
  const signatures = membersOf(file.json, '')
    .filter(({ key, value }) => file.kind === 'connection' && key === 'communication' && isOAuthCommunication(value))
    .flatMap(({ value, pointer }) => membersOf(value, pointer))
    .filter(({ key }) => key === 'oauth');
  return [...communicationSections(file), ...signatures, ...eventId];
}
