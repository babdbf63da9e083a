import { isCollection, type Collection } from '../../core/json.ts';
import type { AppModule } from '../../manifest/app.ts';
import { givenFields } from './check-open-fields.ts';
import type { ChoiceSource } from './loaded-choices.ts';

/** Whether expressions of a module read what only RPCs say of its inputs and outputs. */
export function needsMetadata({ readsMetadata, mappable, outputAddresses }: AppModule): boolean {
  return readsMetadata === true && (mappable.addresses.length > 0 || outputAddresses.length > 0);
}

/** What expressions read as `metadata`, with the fields that RPCs give for these inputs, as far as the service says. */
export async function knownMetadata(
  { mappable, interface: output, outputAddresses }: AppModule,
  values: Collection,
  source: ChoiceSource,
): Promise<Collection> {
  const given = async (addresses: readonly string[]): Promise<readonly unknown[]> => {
    const places = addresses.map((address) => ({ address, values, known: NONE, pointer: '' }));
    const lists = await Promise.all(places.map((place) => givenFields(place, values, source)));
    // An address among them stands for fields of yet another RPC.
    return lists.flat().filter((field) => isCollection(field));
  };
  return {
    expect: [...mappable.fields, ...(await given(mappable.addresses))],
    interface: [...output, ...(await given(outputAddresses))],
  };
}

const NONE: ReadonlySet<string> = new Set();
