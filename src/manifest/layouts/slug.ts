/** A text as the identity of an app: lower-case letters, digits and dashes. */
export function slugOf(text: string): string {
  const slug = text
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^[^a-z]+|-+$/g, '');
  return slug.length < 2 ? 'app' : slug.slice(0, 100).replace(/-+$/, '');
}
