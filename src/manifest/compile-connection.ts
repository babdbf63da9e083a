import { ConnectorError } from '../core/errors.ts';
import { type Collection, isCollection, ownValue } from '../core/json.ts';
import { Secret } from '../core/secret.ts';
import { pointerTo, type Problem } from '../core/source.ts';
import { didYouMean } from '../core/suggest.ts';
import type { Field } from '../forms/field.ts';
import type { Form } from '../forms/form.ts';
import { secretFields } from '../forms/secret-fields.ts';
import { compileValue } from '../iml/value.ts';
import type { AppConnection } from './app.ts';
import type { PartCompiler } from './compile-parts.ts';
import { collectionAt, nameOf, textAt, textsAt } from './component.ts';
import { compileOAuthFlow, isOAuthCommunication, type OAuthFlow, PHASE_KEYS } from './oauth-flow.ts';
import { isSecretName, secretNamesIn, secretValuesOf } from './secret-names.ts';
import { communicationSections, requestsOf } from './sections.ts';
import type { SourceFile } from './source-file.ts';

/** Compiles a connection; `common` are the constants of the app. */
export function connectionOf(file: SourceFile, parts: PartCompiler, common: Collection): AppConnection {
  const form = parts.form(file, 'parameters');
  const communication = ownValue(file.json, 'communication');
  const byPhase = isOAuthCommunication(communication);
  const call = byPhase ? undefined : parts.call(file, 'communication', 'connection');
  const own = collectionAt(file, 'common');
  const written = collectionAt(file, 'install');
  const installForm = parts.form(file, 'installSpec');
  const install = isEmpty(written)
    ? undefined
    : parts.attempt(file, '', () => compileValue(written, { mode: 'app', pointer: '/install' }));
  const aliasTo = textAt(file, 'aliasTo');
  return {
    name: nameOf(file),
    label: textAt(file, 'label') ?? nameOf(file),
    ...(aliasTo !== undefined && { aliasTo }),
    connectionType: byPhase || textAt(file, 'connectionType') === 'oauth' ? 'oauth' : 'basic',
    form,
    scopes: collectionAt(file, 'scopes'),
    scope: textsAt(file, 'scope'),
    common: own,
    installForm,
    ...(install === undefined ? {} : { install }),
    installs: installedConstants(installForm, ownValue(written, 'common')),
    ...(call === undefined ? {} : { call }),
    ...(byPhase ? { oauth: flowOf(communication, file, parts) } : {}),
    secretFields: [
      ...new Set([...secretFields(form.fields), ...secretTextFields(form.fields), ...storedSecrets(file)]),
    ],
    commonSecrets: secretValuesOf({ ...common, ...own }).map((text) => new Secret(text)),
  };
}

function isEmpty(values: Collection): boolean {
  return Object.keys(values).length === 0;
}

/** What `install` makes of the form for administrators; without it its values are the constants. */
function installedConstants({ fields }: Form, common: unknown): readonly string[] {
  if (isCollection(common)) return Object.keys(common).filter((name) => !name.includes('{{'));
  return fields.map(({ name }) => name);
}

function flowOf(communication: Collection, file: SourceFile, parts: PartCompiler): OAuthFlow {
  parts.attempt(file, '', () => refuseUnknown(communication));
  return compileOAuthFlow(communication, '/communication', (source) => parts.phase(file, source));
}

function refuseUnknown(communication: Collection): void {
  const problems = Object.keys(communication)
    .filter((key) => !PHASE_KEYS.includes(key))
    .map((key): Problem => ({
      pointer: pointerTo('/communication', key),
      severity: 'error',
      code: 'UNKNOWN_DIRECTIVE',
      message: `"${key}" is no phase of an OAuth connection.${didYouMean(key, PHASE_KEYS)}`,
      fix: `Use one of: ${PHASE_KEYS.join(', ')}.`,
    }));
  if (problems.length > 0) throw new ConnectorError('ManifestError', problems[0]?.message ?? '', { problems });
}

/** Client secrets and keys are often asked for in a plain text field. */
function secretTextFields(fields: readonly Field[]): readonly string[] {
  return fields.filter(({ type, name }) => (type ?? 'text') === 'text' && isSecretName(name)).map(({ name }) => name);
}

/** What the service gives and must never be shown, by the names it is kept under. */
function storedSecrets(file: SourceFile): readonly string[] {
  return communicationSections(file)
    .flatMap(requestsOf)
    .flatMap(({ value }) => secretNamesIn(ownValue(ownValue(value, 'response'), 'data')))
    .filter((name) => !name.includes('{{'));
}
