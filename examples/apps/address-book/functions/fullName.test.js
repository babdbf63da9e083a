it('joins first and last name', () => {
  assert.equal(fullName({ firstName: 'Ada', lastName: 'Lovelace' }), 'Ada Lovelace');
});

it('reads both spellings, and falls back to the whole name', () => {
  assert.equal(fullName({ first_name: 'Ada' }), 'Ada');
  assert.equal(fullName({ name: 'Countess' }), 'Countess');
});

it('has no name for nobody', () => {
  assert.equal(fullName(null), '');
});
