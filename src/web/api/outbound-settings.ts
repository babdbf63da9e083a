import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { outboundDelete, outboundPost, outboundQuery } from './outbound.ts';
import type { InstanceId, QuietHours, QuietState } from './outbound.ts';

/** How segments are counted. */
export type SegmentRule = '160_145' | 'gsm';

/** What holds for all texts of an instance. */
export interface OutboundSettings {
  readonly enabled: boolean;
  readonly data_center: 'us' | 'canada';
  readonly timezone: string;
  readonly segment_rule: SegmentRule;
  readonly direct_sends: boolean;
  /** How long a text takes, up to 300. */
  readonly delivery_seconds: number;
  readonly preconditions: readonly { readonly name: string; readonly met: boolean; readonly fix: string | null }[];
}

export const outboundSettingsQuery = (instance: InstanceId) => outboundQuery<OutboundSettings>(instance, '/settings');

/** Changes settings. */
export function changeOutboundSettings(
  instance: InstanceId,
  change: Partial<Omit<OutboundSettings, 'preconditions'>>,
): Promise<unknown> {
  return outboundPost(instance, '/settings', change);
}

/** Sets quiet hours, or none. @throws ApiError 400 when they are longer than 12 hours. */
export function setQuietHours(instance: InstanceId, hours: QuietHours | null): Promise<QuietState> {
  return outboundPost(instance, '/quiet_hours', { start: hours?.start ?? null, end: hours?.end ?? null });
}

/** The balance and what was charged, in cents. */
export interface Billing {
  readonly balance_cents: number;
  readonly price_per_segment_cents: number;
  readonly messages: number;
  readonly segments: number;
  readonly charged_cents: number;
}

export const billingQuery = (instance: InstanceId) => outboundQuery<Billing>(instance, '/billing');

/** Sets the balance or the price of a segment. */
export function changeBilling(
  instance: InstanceId,
  change: Partial<Pick<Billing, 'balance_cents' | 'price_per_segment_cents'>>,
): Promise<unknown> {
  return outboundPost(instance, '/billing', change);
}

/** A type of phone number; `phone_numbers` counts those of it. */
export interface NumberType {
  readonly id: number;
  readonly name: string;
  readonly sms_capable: boolean;
  readonly phone_numbers: number;
}

export const numberTypesQuery = (instance: InstanceId) =>
  outboundQuery<readonly NumberType[]>(instance, '/phone_number_types');

/** Adds a type of phone number, or changes the one with the id. */
export function saveNumberType(
  instance: InstanceId,
  change: Partial<Pick<NumberType, 'id' | 'name' | 'sms_capable'>>,
): Promise<NumberType> {
  return outboundPost(instance, '/phone_number_types', change);
}

/** Removes a type. @throws ApiError 409 while numbers have it. */
export function removeNumberType(instance: InstanceId, id: number): Promise<unknown> {
  return outboundDelete(instance, '/phone_number_types', id);
}

/** What ends every text. */
export interface Signature {
  readonly id: number;
  readonly name: string;
  readonly department_id: number;
  readonly department: string | null;
  readonly text_key: string;
  /** As it ends a text, with the names of the department filled in. */
  readonly rendered: string;
  readonly default_for_mass: boolean;
  readonly default_for_triggered: boolean;
}

/** A signature as people make it; with an id it is changed. */
export interface SignatureDraft {
  readonly id?: number;
  readonly name: string;
  readonly department_id: number;
  readonly text_key: string;
  readonly default_for_mass: boolean;
  readonly default_for_triggered: boolean;
}

export const signaturesQuery = (instance: InstanceId) => outboundQuery<readonly Signature[]>(instance, '/signatures');

/** The texts a signature can have; there are no others. */
export const signatureTextsQuery = (instance: InstanceId) =>
  outboundQuery<readonly { readonly key: string; readonly text: string }[]>(instance, '/signature_texts');

/** The departments signatures speak for. */
export const departmentsQuery = (instance: InstanceId) =>
  outboundQuery<readonly { readonly id: number; readonly name: string }[]>(instance, '/departments');

/** Adds a signature, or changes the one with the id. */
export function saveSignature(instance: InstanceId, signature: SignatureDraft): Promise<Signature> {
  return outboundPost(instance, '/signatures', { ...signature });
}

export function removeSignature(instance: InstanceId, id: number): Promise<unknown> {
  return outboundDelete(instance, '/signatures', id);
}

/** How many segments a text has and what they cost, by both rules. */
export interface SegmentCount {
  /** With the signature. */
  readonly text: string;
  readonly rule: SegmentRule;
  readonly characters: number;
  readonly segments: number;
  readonly cost_cents: number;
  readonly rules: {
    readonly '160_145': number;
    readonly gsm: { readonly encoding: 'GSM-7' | 'UCS-2'; readonly segments: number };
  };
}

/** The segments of a text with a signature, or without one. */
export const segmentsQuery = (instance: InstanceId, text: string, signatureId: number | undefined) =>
  queryOptions({
    queryKey: ['sandbox', 'outbound', instance ?? '', 'segments', text, signatureId ?? null],
    placeholderData: keepPreviousData,
    retry: false,
    queryFn: () => outboundPost<SegmentCount>(instance, '/segments', { text, signature_id: signatureId }),
  });
