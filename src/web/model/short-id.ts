/** An id short enough for a line: its kind and its end, for example `run_…433jer4`. */
export function shortId(id: string): string {
  const [kind = '', rest = ''] = id.split('_');
  return rest.length > 10 ? `${kind}_…${rest.slice(-6)}` : id;
}
