import { z } from 'zod';
import { collection, idOf, json, label, pageQuery, time } from './primitives.ts';
import { cutQuery } from './cut.ts';

const structure = z
  .array(collection)
  .nullable()
  .meta({ description: 'Fields of its records, as in the forms of apps; null: a record may hold anything.' });
const strict = z.boolean().meta({ description: 'Whether a record may hold nothing but the fields of the structure.' });

export const dataStore = z
  .object({
    id: idOf('ds'),
    name: z.string(),
    structure,
    strict,
    records: z.number().int().nonnegative(),
    bytes: z.number().int().nonnegative().meta({ description: 'What its records take, keys included.' }),
    createdAt: time,
    updatedAt: time,
    version: z.number().int(),
  })
  .meta({ id: 'DataStore' });

/** A data store in the list, with how many scenarios work with it. */
export const dataStoreRow = dataStore
  .extend({ usedBy: z.object({ scenarios: z.number().int().nonnegative() }) })
  .meta({ id: 'DataStoreRow' });

export const dataStoreCreate = z
  .strictObject({ name: label, structure: structure.optional(), strict: strict.optional() })
  .meta({ id: 'DataStoreCreate' });

export const dataStoreUpdate = dataStoreCreate.partial().meta({ id: 'DataStoreUpdate' });

export const dataStoreUsage = z
  .object({ data: z.array(z.object({ id: idOf('scn'), name: z.string() })) })
  .meta({ id: 'DataStoreUsage' });

export const dataRecord = z
  .object({
    key: z.string(),
    data: json,
    size: z.number().int().nonnegative().meta({ description: 'Bytes of its key and its data as JSON.' }),
    updatedAt: time,
  })
  .meta({ id: 'DataRecord' });

export const dataRecordQuery = pageQuery.extend(cutQuery.shape);

export const dataRecordPut = z.strictObject({ data: collection }).meta({ id: 'DataRecordPut' });
