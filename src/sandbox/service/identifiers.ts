import { randomBytes, randomUUID } from 'node:crypto';

/** A fresh UUID, for messages, conversations, requests and deliveries. */
export function newUuid(): string {
  return randomUUID();
}

/** A message's external id in the service's form: 16 bytes as URL-safe base64, padding kept. */
export function newExternalId(): string {
  return `${randomBytes(16).toString('base64url')}==`;
}

/** A private token in the service's form: 32 characters. */
export function newToken(): string {
  return randomBytes(24).toString('base64url');
}
