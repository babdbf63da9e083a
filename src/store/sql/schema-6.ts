/** Which account a connection is for at the service, and when a person must authorise it again. */
export function schema6(): readonly string[] {
  return [`ALTER TABLE connections ADD COLUMN uid TEXT`, `ALTER TABLE connections ADD COLUMN expires_at BIGINT`];
}
