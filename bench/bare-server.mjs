// The bare limits: node:http that reads the body and answers, with or without a group-committed insert before it.
import { createServer } from 'node:http';
import { join } from 'node:path';
import { openSqlite } from '../dist/store/sqlite-database.js';

const [kind, folder] = process.argv.slice(2);
const database = kind === 'insert' ? await openSqlite({ file: join(folder, 'bare.db') }) : undefined;
await database?.batch([{ sql: 'CREATE TABLE arrivals (id INTEGER PRIMARY KEY, body BLOB NOT NULL)' }]);

const server = createServer((request, response) => {
  const chunks = [];
  request.on('data', (chunk) => chunks.push(chunk));
  request.on('end', () => {
    const done = database?.batch([{ sql: 'INSERT INTO arrivals (body) VALUES (?)', values: [Buffer.concat(chunks)] }]);
    const answer = () => response.writeHead(202, { 'content-type': 'text/plain', 'content-length': 8 }).end('Accepted');
    if (done === undefined) answer();
    else void done.then(answer);
  });
});
server.listen(0, '127.0.0.1', () => process.send?.(server.address().port));
process.on('disconnect', () => process.exit(0));
