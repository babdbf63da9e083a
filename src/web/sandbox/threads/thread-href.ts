/** Where the thread of a customer is; what else narrows the list stays. */
export function threadHref(phone: string | undefined, search = new URLSearchParams()): string {
  const next = new URLSearchParams(search);
  if (phone === undefined) next.delete('thread');
  else next.set('thread', phone);
  const text = next.toString();
  return `/sandbox/threads${text === '' ? '' : `?${text}`}`;
}
