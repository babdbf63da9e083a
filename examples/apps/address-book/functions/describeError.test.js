it('names every field that was refused', () => {
  const body = { errors: [{ field: 'phone', message: 'is taken' }, { message: 'is too large' }] };
  assert.equal(describeError(body, 422), 'phone is taken; The request is too large');
});

it('says at least the status', () => {
  assert.equal(describeError(undefined, 503), 'The service answered with status 503.');
});
