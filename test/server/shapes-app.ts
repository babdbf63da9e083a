/** Texts of the files of an app, by path. */
export type AppFiles = Readonly<Record<string, string>>;

/** A small app that needs no service: its module says a name in capital letters. */
export function shapesApp(changes: AppFiles = {}): AppFiles {
  const files: Record<string, string> = {
    'manifest.json': manifest('shapes', ['shout']),
    'modules/shout.json': module('shout'),
    ...changes,
  };
  return files;
}

/** The manifest of an app with these modules. */
export function manifest(name: string, modules: readonly string[], version = '1.0.0'): string {
  const label = name.charAt(0).toUpperCase() + name.slice(1);
  const base = { baseUrl: 'https://shapes.example' };
  return JSON.stringify({ name, label, version, base, groups: [{ label: 'All', modules }] }, null, 2);
}

/** A module without a request: it reshapes its input. */
export function module(name: string): string {
  const fields = [{ name: 'said', type: 'text', label: 'Said' }];
  return JSON.stringify(
    {
      name,
      label: `Say ${name}`,
      description: 'Says it louder.',
      moduleType: 'action',
      actionCrud: 'read',
      communication: { response: { output: { said: '{{upper(parameters.text)}}' } } },
      mappableParams: [{ name: 'text', type: 'text', label: 'Text', required: true }],
      interface: fields,
      samples: { said: 'HELLO' },
    },
    null,
    2,
  );
}
