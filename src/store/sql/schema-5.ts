/** When the content of a delivery was erased, and the way from a delivery to those that repeat it. */
export function schema5(): readonly string[] {
  return [
    // Behind the body, but read without its pages: it has a value only where the body is empty.
    `ALTER TABLE deliveries ADD COLUMN erased_at BIGINT`,
    `CREATE INDEX deliveries_repeats ON deliveries (duplicate_of) WHERE duplicate_of IS NOT NULL`,
  ];
}
