/** A contact as the bytes of a vCard. */
function contactCard(contact) {
  const lines = ['BEGIN:VCARD', 'VERSION:4.0', `FN:${iml.fullName(contact)}`];
  if (contact.phone) lines.push(`TEL:${normalisePhone(contact.phone)}`);
  if (contact.born) lines.push(`BDAY:${iml.formatDate(contact.born, 'YYYYMMDD', 'UTC')}`);
  return Buffer.from([...lines, 'END:VCARD', ''].join('\r\n'));
}
