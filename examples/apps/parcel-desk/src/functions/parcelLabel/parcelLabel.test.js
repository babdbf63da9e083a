it('writes the number and the name', () => {
  assert.ok(parcelLabel({ id: 'p1', to: ' Ada ' }) === 'P1 · Ada');
});

it('does without a name', () => {
  assert.ok(parcelLabel({ id: 'p2' }) === 'P2 · unknown');
});
