it('keeps a country code', () => {
  assert.equal(normalisePhone('+44 20 7946 0958'), '+442079460958');
  assert.equal(normalisePhone('0044 20 7946 0958'), '+442079460958');
});

it('adds the country code where there is none', () => {
  assert.equal(normalisePhone('(310) 555-1234', '+1'), '+13105551234');
  assert.equal(normalisePhone('020 7946 0958', '+44'), '+442079460958');
});

it('refuses what has no digits', () => {
  assert.throws(() => normalisePhone('none'), /no digits/);
});
