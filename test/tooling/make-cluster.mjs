// Makes the database cluster that embedded records begin from: migrated, with the queue's tables, and empty. PostgreSQL's initdb
// takes 3 s of a first start and the migrations 4 s, on two cores for most of them; unpacking what they made takes a second.
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { PGlite } from '@electric-sql/pglite';

const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const STORAGE = join(ROOT, 'dist', 'queue', 'storage');
const TRANSPORT = join(ROOT, 'dist', 'queue', 'transport');
const CLUSTER = join(ROOT, 'dist', 'fresh-cluster.tar.gz');
const BLOCK = 512;
const MADE_BY = join(ROOT, 'dist', 'fresh-cluster.json');

const madeBy = JSON.stringify({
  pglite: versionOf('@electric-sql/pglite'),
  bullmq: versionOf('bullmq'),
  schema: digestOf([
    import.meta.filename,
    ...below(join(STORAGE, 'migrations')),
    join(STORAGE, 'migrate.js'),
    ...below(TRANSPORT),
  ]),
});
if (!existsSync(CLUSTER) || !existsSync(MADE_BY) || readFileSync(MADE_BY, 'utf8') !== madeBy) {
  const directory = mkdtempSync(join(tmpdir(), 'vigie-cluster-'));
  try {
    const tar = withMarkLast(await makeCluster(directory));
    // Renamed when whole: a command that starts beside this build reads all of it.
    writeFileSync(`${CLUSTER}.part`, gzipSync(tar));
    renameSync(`${CLUSTER}.part`, CLUSTER);
    writeFileSync(MADE_BY, madeBy);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** @returns a tar archive */
async function makeCluster(directory) {
  const records = join(directory, 'records');
  await (await PGlite.create(records)).close();
  const { migrate, openDatabase } = await import(pathToFileURL(join(STORAGE, 'index.js')).href);
  const { postgresBackend } = await import(pathToFileURL(join(TRANSPORT, 'index.js')).href);
  const database = await openDatabase({ kind: 'embedded', directory, command: 'build', mayUseOwner: false });
  await migrate(database.db);
  await postgresBackend(database.pool);
  await database.close();
  const db = await PGlite.create(records);
  // Every installation draws its own: what is made here is the same for all that are begun from this build.
  await db.exec('delete from vigie.public_facts');
  // Nothing was ever erased in it, so nothing is to be rewritten: the first start would do that while somebody asks for its page.
  await db.exec(`update vigie.settings set value = '' where name like 'scrub.%'`);
  await db.exec('checkpoint');
  const tar = Buffer.from(await (await db.dumpDataDir('none')).arrayBuffer());
  await db.close();
  return tar;
}

function versionOf(name) {
  return JSON.parse(readFileSync(join(ROOT, 'node_modules', name, 'package.json'), 'utf8')).version;
}

function below(folder) {
  return readdirSync(folder)
    .toSorted()
    .map((name) => join(folder, name));
}

function digestOf(files) {
  const hash = createHash('sha256');
  for (const file of files) hash.update(readFileSync(file));
  return hash.digest('hex');
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
