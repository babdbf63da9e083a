import type { Directive } from '../directive.ts';

/**
 * Directives of the format that this program does not carry out. They are findings, so that an app that relies on
 * one is refused when it is loaded and not silently run without it.
 */
export const unsupported: readonly Directive[] = [
  refused('endpoint', 'It runs an endpoint component instead of a request.'),
  refused('input', 'It is the input of an endpoint component.'),
  refused('respond', 'It belongs to the communication of a webhook.'),
  refused('verification', 'It belongs to the communication of a webhook.'),
  refused(
    'rejectUnauthorized',
    'False would accept certificates that are not valid, and so hand keys to whoever is in between; true is what holds anyway. A certificate of an authority of its own is trusted with ca.',
    true,
  ),
];

/** @param harmless The value that asks for nothing unusual, and so is accepted. */
function refused(name: string, summary: string, harmless?: boolean): Directive {
  const section = name.startsWith('response.');
  const key = name.replace('response.', '');
  const manifest = section
    ? { url: '/', response: { [key]: {} } }
    : { url: '/', [key]: harmless === undefined ? {} : !harmless };
  return {
    name,
    summary:
      harmless === undefined
        ? `Not supported: an app that uses it is refused. ${summary}`
        : `Only ${harmless} is accepted. ${summary}`,
    examples: [
      { manifest, expected: { problems: [{ pointer: `/${name.replace('.', '/')}`, code: 'UNSUPPORTED_DIRECTIVE' }] } },
    ],
    support: (raw) => (harmless !== undefined && raw === harmless ? 'emulated' : 'unsupported'),
    compile(raw, context) {
      if (raw !== undefined && raw !== harmless) {
        context.report({
          code: 'UNSUPPORTED_DIRECTIVE',
          message: `"${name}" is not supported. ${summary}`,
          fix:
            harmless === undefined
              ? 'Remove it, or make the request without it.'
              : `Set it to ${harmless}, or remove it.`,
        });
      }
      return {};
    },
  };
}
