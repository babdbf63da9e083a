// How values cross: JSON in which a collection with the member "$" stands for what JSON cannot hold.
(() => {
  'use strict';
  const { inside } = globalThis;
  const { parse, stringify } = JSON;
  const { isArray } = Array;
  const { entries, keys, hasOwn, defineProperty } = Object;
  const DEEPEST = 200;

  function set(target, key, value) {
    if (key === '__proto__')
      defineProperty(target, key, { value, writable: true, enumerable: true, configurable: true });
    else target[key] = value;
  }

  const READ = {
    date: (value) => new inside.Date(value ?? Number.NaN),
    bytes: (value, buffers) => inside.bytesOver(buffers[value]),
    undefined: () => undefined,
    number: (value) => Number(value),
    object: (value, buffers) => revived(value, buffers),
  };

  function revive(value, buffers) {
    if (typeof value !== 'object' || value === null) return value;
    if (isArray(value)) return value.map((element) => revive(element, buffers));
    if (typeof value.$ === 'string') return READ[value.$](value.v, buffers);
    return revived(value, buffers);
  }

  function revived(value, buffers) {
    for (const [key, inner] of entries(value)) set(value, key, revive(inner, buffers));
    return value;
  }

  /** The value that came as `text`, its binary data in `buffers`. */
  inside.read = (text, buffers) => {
    const value = parse(text);
    return text.includes('"$"') ? revive(value, buffers) : value;
  };

  /** A value as JSON can hold it; what JSON holds anyhow is handed on as it is, because most values are large and plain. */
  function plain(value, depth, buffers) {
    const type = typeof value;
    if (type === 'object' && value !== null) return structure(value, depth, buffers);
    if (type === 'number') return Number.isFinite(value) ? value : { $: 'number', v: String(value) };
    if (type === 'bigint') return String(value);
    return value === undefined ? { $: 'undefined' } : value;
  }

  function structure(value, depth, buffers) {
    if (depth > DEEPEST) throw new TypeError(`A value is nested deeper than ${DEEPEST} levels, or holds itself.`);
    if (value instanceof Date) return { $: 'date', v: Number.isNaN(value.getTime()) ? null : value.getTime() };
    if (value instanceof ArrayBuffer) return bytes(new Uint8Array(value), buffers);
    if (ArrayBuffer.isView(value)) return bytes(value, buffers);
    if (isArray(value)) return value.map((element) => plain(element, depth + 1, buffers));
    if (typeof value.then === 'function')
      throw new TypeError('A promise cannot be handed on: functions give their value at once, without async.');
    if (typeof value.toJSON === 'function') return plain(value.toJSON(), depth + 1, buffers);
    const result = members(value, depth, buffers);
    return hasOwn(result, '$') ? { $: 'object', v: result } : result;
  }

  function members(value, depth, buffers) {
    let result = value;
    for (const key of keys(value)) {
      const inner = value[key];
      const type = typeof inner;
      if (type !== 'object' && type !== 'number' && type !== 'bigint') continue;
      const packed = plain(inner, depth + 1, buffers);
      if (packed === inner) continue;
      if (result === value) result = { ...value };
      set(result, key, packed);
    }
    return result;
  }

  function bytes(view, buffers) {
    const { buffer, byteOffset, byteLength } = view;
    return { $: 'bytes', v: buffers.push(buffer.slice(byteOffset, byteOffset + byteLength)) - 1 };
  }

  /** A value as text; its binary data is added to `buffers`. */
  inside.write = (value, buffers) => stringify(plain(value, 0, buffers)) ?? '{"$":"undefined"}';
})();
