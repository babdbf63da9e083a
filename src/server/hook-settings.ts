import type { z } from 'zod';
import type { HookSettings } from '../inbox/hook-settings.ts';
import type { HookChecks, HookRecord } from '../store/records.ts';
import type { Vault } from '../vault/vault.ts';
import type { hookUpdate } from './contract/hooks.ts';

type Update = z.output<typeof hookUpdate>;
type CheckUpdate = NonNullable<Update['checks']>;
type Seal = (text: string) => string;

/** An update as the inbox keeps it: secrets sealed for the hook, checks that are left out kept, those that are null gone. */
export function settingsOf(hook: HookRecord, update: Update, { sealText }: Pick<Vault, 'sealText'>): HookSettings {
  const { checks, parameters: _parameters, ...settings } = update;
  const given = Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined));
  const seal: Seal = (text) => sealText(hook.id, text);
  return { ...given, ...(checks !== undefined && { checks: mergeChecks(hook.checks, checks, seal) }) };
}

function mergeChecks(present: HookChecks, update: CheckUpdate, seal: Seal): HookChecks {
  const { companyKey, cidrs } = update;
  const header = update.header && { name: update.header.name, sealedValue: seal(update.header.value) };
  const merged = {
    companyKey: companyKey === undefined ? present.companyKey : companyKey,
    header: header === undefined ? present.header : header,
    cidrs: cidrs === undefined ? present.cidrs : cidrs,
    signature: update.signature === undefined ? present.signature : sealSignature(update.signature, seal),
  };
  return Object.fromEntries(Object.entries(merged).filter(([, check]) => check !== undefined && check !== null));
}

function sealSignature(signature: CheckUpdate['signature'], seal: Seal): HookChecks['signature'] | null {
  if (signature === null || signature === undefined) return null;
  const { scheme, secret, header, toleranceSeconds } = signature;
  return {
    scheme,
    sealedSecret: seal(secret),
    ...(header !== undefined && { header }),
    ...(toleranceSeconds !== undefined && { toleranceSeconds }),
  };
}
