/** The name of a person, whichever way the service spells its parts. */
function fullName(person) {
  if (!person) return '';
  const first = person.firstName || person.first_name;
  const last = person.lastName || person.last_name;
  return [first, last].filter(Boolean).join(' ') || person.name || '';
}
