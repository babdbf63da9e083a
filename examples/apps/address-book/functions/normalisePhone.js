/** Digits with a country code: `+13105551234`. */
function normalisePhone(phone, country) {
  const digits = String(phone).replace(/[^\d+]/g, '');
  if (digits === '') {
    const error = new Error('The phone number has no digits.');
    error.name = 'DataError';
    throw error;
  }
  if (digits.startsWith('+')) return digits;
  if (digits.startsWith('00')) return `+${digits.slice(2)}`;
  return (country || '+1') + digits.replace(/^0/, '');
}
