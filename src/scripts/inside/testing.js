// What the tests of a function find around them: `it`, `describe` and `assert`.
(() => {
  'use strict';
  const { inside } = globalThis;
  const found = [];
  const names = [];

  globalThis.it = (title, test) => void found.push({ title: [...names, title].join(' '), test });
  globalThis.test = globalThis.it;
  globalThis.describe = (title, tests) => {
    names.push(title);
    try {
      tests();
    } finally {
      names.pop();
    }
  };

  class AssertionError extends Error {
    get name() {
      return 'AssertionError';
    }
  }

  function check(holds, message, otherwise) {
    if (!holds) throw new AssertionError(message === undefined ? otherwise : String(message));
  }

  function shown(value) {
    const text = typeof value === 'bigint' ? `${value}n` : (JSON.stringify(value) ?? String(value));
    return text.length > 200 ? `${text.slice(0, 200)}…` : text;
  }

  function isSame(a, b, areSame, seen = []) {
    if (areSame(a, b)) return true;
    if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
    if (a instanceof Date && b instanceof Date) return a.getTime() === b.getTime();
    if (Array.isArray(a) !== Array.isArray(b) || seen.includes(a)) return seen.includes(a);
    const keys = Object.keys(a);
    return (
      keys.length === Object.keys(b).length &&
      keys.every((key) => Object.hasOwn(b, key) && isSame(a[key], b[key], areSame, [...seen, a]))
    );
  }

  // The loose comparison is what `assert.equal` promises.
  const loosely = (a, b) => a == b || (Number.isNaN(a) && Number.isNaN(b));
  const comparisons = {
    equal: (a, b) => loosely(a, b),
    strictEqual: (a, b) => Object.is(a, b),
    deepEqual: (a, b) => isSame(a, b, loosely),
    deepStrictEqual: (a, b) => isSame(a, b, Object.is),
  };

  const assert = (value, message) => check(value, message, `${shown(value)} is not true.`);
  assert.ok = assert;
  assert.fail = (message) => check(false, message, 'Failed.');
  for (const [name, compare] of Object.entries(comparisons)) {
    const opposite = `not${name[0].toUpperCase()}${name.slice(1)}`;
    assert[name] = (a, b, message) => check(compare(a, b), message, `Expected ${shown(b)}, but found ${shown(a)}.`);
    assert[opposite] = (a, b, message) => check(!compare(a, b), message, `${shown(a)} was not expected.`);
  }
  assert.match = (text, pattern, message) => check(pattern.test(text), message, `${shown(text)} is no ${pattern}.`);
  assert.throws = (action, expected, message) => {
    try {
      action();
    } catch (error) {
      const isExpected = expected instanceof RegExp ? expected.test(String(error.message ?? error)) : true;
      return check(isExpected, message, `The error says ${shown(error.message)}, which is no ${expected}.`);
    }
    return check(false, message, 'No error was thrown.');
  };
  assert.doesNotThrow = (action) => void action();
  globalThis.assert = assert;

  inside.titles = () => JSON.stringify(found.map(({ title }) => String(title)));
  inside.runTest = (index) => {
    const outcome = found[index].test();
    if (typeof outcome?.then === 'function') throw new TypeError('Tests give their outcome at once, without async.');
  };
})();
