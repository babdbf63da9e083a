// What a function finds around it: a time that stands still, repeatable randomness, `iml`, `environment`, `debug`.
(() => {
  'use strict';
  const { inside } = globalThis;
  const RealDate = Date;
  let stack = [];

  inside.Date = new Proxy(RealDate, {
    construct: (target, args, newTarget) =>
      Reflect.construct(target, args.length === 0 ? [inside.now] : args, newTarget),
    apply: () => new RealDate(inside.now).toString(),
    get: (target, key) => (key === 'now' ? () => inside.now : target[key]),
  });
  RealDate.prototype.constructor = inside.Date;
  globalThis.Date = inside.Date;

  Math.random = () => {
    inside.seed = (inside.seed + 0x6d2b79f5) | 0;
    let mixed = Math.imul(inside.seed ^ (inside.seed >>> 15), 1 | inside.seed);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };

  globalThis.debug = (...values) => inside.debug(values.map(shown).join(' '));
  globalThis.console = { log: debug, info: debug, warn: debug, error: debug, debug };

  function shown(value) {
    return typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value));
  }

  function builtIn(name) {
    return (...args) => {
      const buffers = [];
      const answered = [];
      const answer = inside.callBuiltIn(name, inside.write(args, buffers), buffers, answered);
      return inside.read(answer, answered);
    };
  }

  /** A function of the app; inside itself its name behind `iml` means the built-in function it stands in for. */
  function ofApp(name, builtInOne) {
    return function call(...args) {
      return stack.includes(name) && builtInOne !== undefined ? builtInOne(...args) : inside.run(name, args);
    };
  }

  inside.prepare = (builtIns, names) => {
    const iml = {};
    for (const name of JSON.parse(builtIns)) iml[name] = builtIn(name);
    for (const name of JSON.parse(names)) iml[name] = ofApp(name, Object.hasOwn(iml, name) ? iml[name] : undefined);
    globalThis.iml = iml;
    delete globalThis.inside;
  };

  inside.run = (name, args) => {
    const own = globalThis[name];
    if (typeof own !== 'function')
      throw new TypeError(`The file of the function defines no function called "${name}".`);
    const before = stack;
    stack = [...before, name];
    try {
      return own.apply({ timezone: inside.timezone, environment: globalThis.environment }, args);
    } finally {
      stack = before;
    }
  };

  /** Calls a function of the app with packed arguments; the answer is packed too. */
  inside.call = (name, text, buffers, answered) => {
    stack = [];
    return inside.write(inside.run(name, inside.read(text, buffers)), answered);
  };

  inside.begin = (time, environment, buffers) => {
    Object.assign(inside, JSON.parse(time));
    globalThis.environment = inside.read(environment, buffers);
  };
})();
