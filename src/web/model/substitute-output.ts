import { isValues } from './values.ts';

/** What people wrote as the output of a module: one bundle or a list of them, or why it is none. */
export function readOutput(text: string): { readonly output: unknown } | { readonly refused: string } {
  let output: unknown;
  try {
    output = JSON.parse(text);
  } catch (error) {
    return { refused: `This is no JSON yet: ${error instanceof Error ? error.message : String(error)}.` };
  }
  const bundles: readonly unknown[] = Array.isArray(output) ? output : [output];
  if (bundles.every(isValues)) return { output };
  return { refused: 'A bundle is an object, for example {"id": 1}. Write one, or a list of them.' };
}
