import { isCollection, type Collection, type Json } from '../../core/json.ts';
import { ownValue } from '../../core/json.ts';
import { scanModules } from '../blueprint/scan-modules.ts';

/** A connection or a data store that a module of a blueprint names. */
export interface BlueprintLink {
  readonly id: string;
  /** JSON pointer to the id. */
  readonly pointer: string;
  readonly moduleId: number;
}

/** The blueprint inside what Make's API wraps around it; anything else as it is. */
export function unwrapBlueprint(raw: Json): Json {
  for (const candidate of [raw, ownValue(raw, 'blueprint'), ownValue(ownValue(raw, 'response'), 'blueprint')]) {
    if (Array.isArray(ownValue(candidate, 'flow'))) return candidate as Json;
  }
  return raw;
}

/** Every connection the modules of a blueprint name, in document order. */
export function connectionLinks(blueprint: Json): readonly BlueprintLink[] {
  return links(blueprint, '__IMTCONN__', () => true);
}

/** Every data store the modules of a blueprint name, in document order. */
export function dataStoreLinks(blueprint: Json): readonly BlueprintLink[] {
  return links(blueprint, 'datastore', (module) => module.startsWith('datastore:'));
}

function links(blueprint: Json, parameter: string, isWanted: (module: string) => boolean): readonly BlueprintLink[] {
  return scanModules(ownValue(blueprint, 'flow'), '/flow').flatMap(({ id, raw, pointer }) => {
    const value = ownValue(ownValue(raw, 'parameters'), parameter);
    if ((typeof value !== 'string' && typeof value !== 'number') || value === '') return [];
    if (!isWanted(String(raw['module']))) return [];
    return [{ id: String(value), pointer: `${pointer}/parameters/${parameter}`, moduleId: id }];
  });
}

/**
 * The blueprint with other connections: ids that `connections` does not name stay. In a file of Make an instant trigger
 * names its hook only, which has the connection; when all ids stand for one connection here, the trigger takes it.
 */
export function mapConnections(blueprint: Json, connections: Readonly<Record<string, string>>): Json {
  const copy = withOthers(blueprint, connectionLinks(blueprint), connections);
  const [only, ...others] = new Set(Object.values(connections));
  const trigger = ownValue(scanModules(ownValue(copy, 'flow'), '/flow')[0]?.raw, 'parameters');
  const lacksConnection =
    ownValue(trigger, '__IMTHOOK__') !== undefined && ownValue(trigger, '__IMTCONN__') === undefined;
  return lacksConnection && others.length === 0 ? withTriggerParameter(copy, '__IMTCONN__', only) : copy;
}

/** The blueprint with other data stores: ids that `dataStores` does not name stay. */
export function mapDataStores(blueprint: Json, dataStores: Readonly<Record<string, string>>): Json {
  return withOthers(blueprint, dataStoreLinks(blueprint), dataStores);
}

function withOthers(blueprint: Json, found: readonly BlueprintLink[], others: Readonly<Record<string, string>>): Json {
  const copy = structuredClone(blueprint);
  for (const { id, pointer } of found) {
    if (Object.hasOwn(others, id)) setAt(copy, pointer, others[id] ?? id);
  }
  return copy;
}

/** The blueprint with a parameter of its first module set, or removed with undefined. */
export function withTriggerParameter(blueprint: Json, name: string, value: string | undefined): Json {
  const copy = structuredClone(blueprint) as Collection;
  const first = (copy['flow'] as unknown[]).find(isCollection);
  if (first === undefined) return blueprint;
  const parameters = isCollection(first['parameters']) ? first['parameters'] : {};
  const { [name]: _previous, ...others } = parameters;
  first['parameters'] = value === undefined ? others : { ...parameters, [name]: value };
  return copy as Json;
}

function setAt(root: unknown, pointer: string, value: string): void {
  const path = pointer.split('/').slice(1);
  const last = path.pop() ?? '';
  const holder = path.reduce((inner: unknown, key) => ownValue(inner, key), root);
  if (isCollection(holder)) holder[last] = value;
}
