import type { ErrorObject } from 'ajv';

/** A schema compiled to plain code by `scripts/build-schemas.mjs`; the findings of the last call stand in `errors`. */
export interface Validator {
  (value: unknown): boolean;
  errors?: ErrorObject[] | null;
}

export const manifest: Validator;
export const module: Validator;
export const connection: Validator;
export const webhook: Validator;
export const rpc: Validator;
