import { collectionOf } from '../core/json.ts';
import type { Field } from './field.ts';
import { compileList } from './form.ts';
import type { CompiledField, FieldList, Schema, SchemaParts } from './type-entry.ts';

/**
 * JSON Schema (2020-12) of the values a form accepts, as they are after coercion; dates as ISO text, bytes as base64.
 * Nested fields become conditions on the field they belong to. Other names are allowed.
 * @throws ConnectorError `ManifestError` when the fields are not possible.
 */
export function toJsonSchema(fields: readonly Field[]): Schema {
  return { $schema: 'https://json-schema.org/draft/2020-12/schema', ...listSchema(compileList(fields)) };
}

const PARTS: SchemaParts = { item: fieldSchema, members: listSchema };

function listSchema(list: FieldList): Schema {
  const fields = list.fields.filter((field) => field.type.visual !== true);
  const required = fields.filter((field) => field.required && field.fallback === undefined).map((field) => field.name);
  const conditions = fields.flatMap(conditionsOf);
  return {
    type: 'object',
    properties: Object.fromEntries(fields.map((field) => [field.name, fieldSchema(field)])),
    ...(required.length === 0 ? {} : { required }),
    ...(conditions.length === 0 ? {} : { allOf: conditions }),
  };
}

function conditionsOf(field: CompiledField): Schema[] {
  return field.branches
    .filter((branch) => branch.nested.fields.length > 0)
    .map(({ when, nested }) =>
      collectionOf([
        [
          'if',
          when === 'absent'
            ? { not: { required: [field.name] } }
            : { properties: { [field.name]: when }, required: [field.name] },
        ],
        ['then', listSchema(nested)],
      ]),
    );
}

/** A field without checks takes any value, so its schema says nothing about it. */
function fieldSchema(field: CompiledField): Schema {
  const { help, default: preset } = field.field;
  return {
    ...(field.label === '' ? {} : { title: field.label }),
    ...(help === undefined ? {} : { description: help }),
    ...(preset === undefined ? {} : { default: preset }),
    ...(field.field.validate === false ? {} : field.type.schema(field, PARTS)),
  };
}
