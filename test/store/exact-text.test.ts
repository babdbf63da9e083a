import { expect, test } from '@jest/globals';
import fc from 'fast-check';

import { openSqlite } from '../../src/store/sqlite-database.ts';

test('gives any text back as it was, and tells different texts apart', async () => {
  const database = await openSqlite({ file: ':memory:' });
  await database.batch([{ sql: 'CREATE TABLE texts (content TEXT PRIMARY KEY)' }]);
  const seen = new Set<string>();
  const units = fc.constantFrom('\0', '\uE000', '\uE0000000', '\uD800', '\uDC00', '0', 'a', '\\', '😀');
  await fc.assert(
    fc.asyncProperty(fc.array(units, { maxLength: 6 }), async (parts) => {
      const text = parts.join('');
      if (seen.has(text)) return;
      seen.add(text);
      const [result] = await database.batch([
        { sql: 'INSERT INTO texts (content) VALUES (?) RETURNING content', values: [text] },
      ]);
      expect(result?.rows).toEqual([{ content: text }]);
      expect(await database.all('SELECT content FROM texts WHERE content = ?', [text])).toEqual([{ content: text }]);
    }),
    { numRuns: 500 },
  );
  await database.close();
});
