import type { Instance } from './outbound-world.ts';
import type { Department, Signature } from './outbound-schema.ts';

const CONTACT = 'Call |DEPARTMENT_PHONE_NUMBER|. Email |DEPARTMENT_EMAIL|. Reply STOP to unsubscribe.';

/** The six texts a signature can have; all say how to unsubscribe. */
export const SIGNATURE_TEXTS = {
  unsubscribe_only: 'Reply STOP to unsubscribe.',
  something_else: `Need something else? ${CONTACT}`,
  more_information: `Looking for more information? ${CONTACT}`,
  have_a_question: `Have a question? ${CONTACT}`,
  need_to_chat: `Need to chat? ${CONTACT}`,
  here_to_help: `We're here to help! ${CONTACT}`,
} as const;

/** The name of one of the six texts. */
export type SignatureTextKey = keyof typeof SIGNATURE_TEXTS;

/** Their names, in the order people see them in. */
export const SIGNATURE_TEXT_KEYS = Object.keys(SIGNATURE_TEXTS) as [SignatureTextKey, ...SignatureTextKey[]];

/** What a signature can be the default for. */
export type SignaturePurpose = 'mass' | 'triggered';

/** The text of a signature with its variables. */
export function signatureText({ text_key }: Signature): string {
  const texts: Readonly<Record<string, string>> = SIGNATURE_TEXTS;
  return Object.hasOwn(texts, text_key) ? (texts[text_key] ?? '') : '';
}

/** The text of a signature as it is sent: the variables are those of its department. */
export function renderSignature(instance: Instance, signature: Signature): string {
  return fillVariables(signatureText(signature), departmentVariables(departmentOf(instance, signature)));
}

/** The department a signature speaks for. */
export function departmentOf({ departments }: Instance, { department_id }: Signature): Department | undefined {
  return departments.find(({ id }) => id === department_id);
}

/** The signature that is taken when nobody names one. */
function defaultSignature({ signatures }: Instance, purpose: SignaturePurpose): Signature | undefined {
  return signatures.find((each) => (purpose === 'mass' ? each.default_for_mass : each.default_for_triggered));
}

/** A text with its signature, as it goes out. */
export function signed(text: string, signature: string): string {
  return `${text.trimEnd()} ${signature}`;
}

/** Replaces `|NAME|` by the value of that name, once: what comes in as a value is never looked at again. */
export function fillVariables(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(/\|([A-Z_]+)\|/g, (whole, name: string) =>
    Object.hasOwn(values, name) ? (values[name] ?? '') : whole,
  );
}

function departmentVariables(department: Department | undefined): Readonly<Record<string, string>> {
  return {
    DEPARTMENT_PHONE_NUMBER: department?.phone_number ?? '',
    DEPARTMENT_EMAIL: department?.email ?? '',
  };
}

/** The signature with an id, or the default one; a text says why there is none. */
export function chooseSignature(
  instance: Instance,
  id: number | undefined,
  purpose: SignaturePurpose,
): Signature | string {
  if (id === undefined) {
    return (
      defaultSignature(instance, purpose) ??
      `signature_id is missing: no signature is the default for ${purpose} messages`
    );
  }
  return instance.signatures.find((each) => each.id === id) ?? 'signature_id: there is no such signature';
}
