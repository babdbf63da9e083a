import type { Doubt, ExpressionUnderLint } from './rule.ts';

/** `{{1}}`: meant as a module, read as a number. */
export function bareNumber({ node, start, end }: ExpressionUnderLint): readonly Doubt[] {
  if (node?.type !== 'literal' || typeof node.value !== 'number' || !Number.isInteger(node.value)) return [];
  const { value } = node;
  return [
    {
      start: start - 2,
      end: end + 2,
      severity: 'warning',
      code: 'IML_NUMBER',
      message: `{{${value}}} is the number ${value}, not the bundle of module ${value}.`,
      fix: `Name an item of the module, for example {{${value}.id}}, or write the number without braces.`,
    },
  ];
}
