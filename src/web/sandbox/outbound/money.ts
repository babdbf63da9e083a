const DOLLARS = new Intl.NumberFormat('en-US', { style: 'currency', currency: 'USD' });

/** Cents as dollars, for example "$24.98". */
export function dollars(cents: number): string {
  return DOLLARS.format(cents / 100);
}
