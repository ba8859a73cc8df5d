// Makes the empty database cluster that embedded records begin from. PostgreSQL's initdb takes 3 s of a first start, and two
// cores for most of them; unpacking what it made takes a third of that.
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { PGlite } from '@electric-sql/pglite';

const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const CLUSTER = join(ROOT, 'dist', 'fresh-cluster.tar.gz');
const BLOCK = 512;
const MADE_BY = join(ROOT, 'dist', 'fresh-cluster.json');

const manifest = readFileSync(join(ROOT, 'node_modules', '@electric-sql', 'pglite', 'package.json'), 'utf8');
const madeBy = JSON.stringify({ pglite: JSON.parse(manifest).version });
if (!existsSync(CLUSTER) || !existsSync(MADE_BY) || readFileSync(MADE_BY, 'utf8') !== madeBy) {
  const db = await PGlite.create();
  await db.exec('checkpoint');
  const tar = Buffer.from(await (await db.dumpDataDir('none')).arrayBuffer());
  await db.close();
  // Renamed when whole: a command that starts beside this build reads all of it.
  writeFileSync(`${CLUSTER}.part`, gzipSync(withMarkLast(tar)));
  renameSync(`${CLUSTER}.part`, CLUSTER);
  writeFileSync(MADE_BY, madeBy);
}

/** The archive with PG_VERSION at its end: whoever is stopped while unpacking has then left no mark of a cluster. */
function withMarkLast(tar) {
  // The running server's own mark of itself is no part of a cluster.
  const entries = entriesOf(tar).filter(({ name }) => name !== '/postmaster.pid');
  const marks = entries.filter(({ name }) => name === '/PG_VERSION');
  if (marks.length !== 1) throw new Error(`expected one /PG_VERSION in the cluster, found ${marks.length}`);
  const ordered = [...entries.filter((entry) => !marks.includes(entry)), ...marks];
  return Buffer.concat([...ordered.map(({ bytes }) => bytes), Buffer.alloc(2 * BLOCK)]);
}

/** Entries of a POSIX tar archive: a block that names and sizes, then the content in blocks (IEEE Std 1003.1, pax). */
function entriesOf(tar) {
  const entries = [];
  for (let at = 0; at < tar.length && tar[at] !== 0; ) {
    const header = tar.subarray(at, at + BLOCK);
    const size = Number.parseInt(header.toString('latin1', 124, 136), 8);
    const end = at + BLOCK + Math.ceil(size / BLOCK) * BLOCK;
    entries.push({
      name: header.toString('utf8', 0, 100).replace(/\0.*$/s, ''),
      bytes: tar.subarray(at, end),
    });
    at = end;
  }
  return entries;
}
