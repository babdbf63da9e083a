it('writes what is known of a contact', () => {
  const card = contactCard({ name: 'Ada Lovelace', phone: '3105551234', born: '1815-12-10T00:00:00Z' });
  assert.ok(Buffer.isBuffer(card));
  assert.match(card.toString(), /FN:Ada Lovelace\r\nTEL:\+13105551234\r\nBDAY:18151210/);
});

it('leaves out what is not known', () => {
  assert.equal(contactCard({ name: 'Ada' }).toString(), 'BEGIN:VCARD\r\nVERSION:4.0\r\nFN:Ada\r\nEND:VCARD\r\n');
});
