// What of Buffer functions of apps use: bytes that are read from texts and written as texts.
(() => {
  'use strict';
  const { inside } = globalThis;
  const { toBytes, toText } = inside;
  const ENCODINGS = ['utf8', 'utf-8', 'hex', 'base64', 'base64url', 'latin1', 'binary', 'ascii', 'utf16le', 'ucs2'];

  function encodingOf(name) {
    const encoding = String(name ?? 'utf8').toLowerCase();
    if (ENCODINGS.includes(encoding)) return encoding;
    throw new TypeError(`There is no encoding ${JSON.stringify(encoding)}. Use one of ${ENCODINGS.join(', ')}.`);
  }

  class Buffer extends Uint8Array {
    static from(value, encoding) {
      if (typeof value === 'string') return new Buffer(toBytes(value, encodingOf(encoding)));
      if (value instanceof ArrayBuffer) return new Buffer(value);
      return new Buffer(Uint8Array.from(value).buffer);
    }

    static alloc(size) {
      return new Buffer(size);
    }

    static concat(list) {
      const result = new Buffer(list.reduce((size, view) => size + view.length, 0));
      let at = 0;
      for (const view of list) {
        result.set(view, at);
        at += view.length;
      }
      return result;
    }

    static isBuffer(value) {
      return value instanceof Buffer;
    }

    static byteLength(value, encoding) {
      return typeof value === 'string' ? Buffer.from(value, encoding).length : value.byteLength;
    }

    toString(encoding, start = 0, end = this.length) {
      const from = this.byteOffset + Math.min(start, this.length);
      const to = this.byteOffset + Math.min(end, this.length);
      return toText(this.buffer.slice(from, Math.max(from, to)), encodingOf(encoding));
    }

    equals(other) {
      return this.length === other.length && this.every((byte, index) => byte === other[index]);
    }
  }

  inside.bytesOver = (buffer) => new Buffer(buffer);
  globalThis.Buffer = Buffer;
})();
