import { expect, test } from '@jest/globals';
import { runInNewContext } from 'node:vm';
import { parseAst } from 'rolldown/parseAst';

const { extendClones } = (await import(new URL('../../scripts/extend-clones.mjs', import.meta.url).href)) as {
  extendClones: (code: string, parse: (text: string) => unknown) => string;
};
const extend = (code: string) => extendClones(code, (text) => parseAst(text));

test('clones that get more are rewritten, also inside others and behind text beyond ASCII', () => {
  expect(extend('const é = "ü😀"; f({ ...a, b, c: [{ ...d, ...e }] });')).toBe(
    'const é = "ü😀"; f({ ...null, ...a, b, c: [{ ...null, ...d, ...e }] });',
  );
});

test('everything else stays as it is', () => {
  const code = 'const { a, ...rest } = f({ ...g }, { h, ...i }, {}, [...j, k], "{ ...l, m }"); call(...n, o);';
  expect(extend(code)).toBe(code);
});

test('what is rewritten means the same: order, later values, accessors, nothing to spread', () => {
  const code = `(() => {
    const a = { x: 1, y: 2, get z() { return this.x + 1; } };
    return JSON.stringify([{ ...a, y: 3, w: 4 }, { ...undefined, v: 5 }, { ...(a.x > 1 ? {} : { u: 6 }), ...a }, { ...'ab', t: 7 }]);
  })()`;
  expect(extend(code)).not.toBe(code);
  expect(runInNewContext(extend(code))).toBe(runInNewContext(code));
});
