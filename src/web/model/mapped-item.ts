import { splitText } from './iml-split.ts';
import { expressionTokens } from './iml-tokens.ts';
import { bundleItem, childNamed, type Item, type ItemSource } from './items.ts';

/** The item a text maps and nothing else, as in `{{1.customer.email}}`; undefined for every other text. */
export function mappedItem(text: string, sources: readonly ItemSource[]): Item | undefined {
  const [only, ...others] = splitText(text.trim());
  if (only?.kind !== 'expression' || others.length > 0 || !only.closed) return undefined;
  const [token, ...more] = expressionTokens(text.trim(), [only.from, only.to]);
  if (token?.item === undefined || more.length > 0) return undefined;
  const { module, segments } = token.item;
  const source = sources.find((other) => other.module === module);
  return segments.reduce<Item | undefined>(
    (item, segment) => (item !== undefined && segment.type === 'name' ? childNamed(item, segment.name) : item),
    source && bundleItem(source),
  );
}
