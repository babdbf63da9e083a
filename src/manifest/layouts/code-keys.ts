import type { SourceKind } from '../source-file.ts';

/** Where code of each kind goes with us, by every name it has had: in the API, in local manifests, as a file. */
export const CODE_KEYS: Readonly<Record<SourceKind, Readonly<Record<string, string>>>> = {
  manifest: { base: 'base', common: 'common', groups: 'groups' },
  module: {
    communication: 'communication',
    api: 'communication',
    epoch: 'epoch',
    parameters: 'parameters',
    staticParams: 'parameters',
    'static-params': 'parameters',
    expect: 'mappableParams',
    mappableParams: 'mappableParams',
    'mappable-params': 'mappableParams',
    mappable: 'mappableParams',
    interface: 'interface',
    samples: 'samples',
    scope: 'scope',
    requiredScope: 'scope',
  },
  connection: {
    communication: 'communication',
    api: 'communication',
    parameters: 'parameters',
    params: 'parameters',
    common: 'common',
    scopes: 'scopes',
    scopeList: 'scopes',
    scope: 'scope',
    defaultScope: 'scope',
    installSpec: 'installSpec',
    'install-spec': 'installSpec',
    install: 'install',
    installDirectives: 'install',
  },
  webhook: {
    communication: 'communication',
    api: 'communication',
    parameters: 'parameters',
    params: 'parameters',
    attach: 'attach',
    detach: 'detach',
    update: 'update',
    scope: 'scope',
    requiredScope: 'scope',
  },
  rpc: { communication: 'communication', api: 'communication', parameters: 'parameters', params: 'parameters' },
};

/** Our key for a name of code, or undefined when no component of the kind has such code. */
export function codeKeyOf(kind: SourceKind, name: string): string | undefined {
  return Object.hasOwn(CODE_KEYS[kind], name) ? CODE_KEYS[kind][name] : undefined;
}

/** Code that is written as `{}` when there is none; the format has it so in every new component. */
const EMPTY_IS_NONE: ReadonlySet<string> = new Set([
  'attach',
  'detach',
  'update',
  'epoch',
  'samples',
  'install',
  'common',
]);

/** Whether a piece of code says nothing, so that it is as if it were not there. */
export function isNoCode(kind: SourceKind, key: string, value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Object.keys(value).length > 0) return false;
  return EMPTY_IS_NONE.has(key) || (key === 'communication' && kind !== 'rpc');
}
