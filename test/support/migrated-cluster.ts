import { spawnSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from '../../bin/prepare.mjs';
import { type Database, migrate, openDatabase } from '../../queue/storage/index.ts';
import { postgresBackend } from '../../queue/transport/index.ts';
import { type FreshRecords, rememberFresh } from './reset-records.ts';

const DIST = join(ROOT, 'dist');
const PREFIX = 'migrated-cluster-';
/** Of one build alone, so that what somebody reads is never replaced: a file of another time cannot be read to its end. */
const NAME = `${PREFIX}${Math.round(statSync(join(DIST, '.built')).mtimeMs)}`;
const CLUSTER = join(DIST, `${NAME}.tar`);
const FRESH = join(DIST, `${NAME}.json`);

/** Fresh, migrated records in memory. */
export async function openMemoryRecords(): Promise<Database> {
  return openDatabase({ kind: 'memory', cluster: await migratedCluster() });
}

/** What such records are when nothing was done to them. */
export async function freshRecords(): Promise<FreshRecords> {
  await migratedCluster();
  return JSON.parse(readFileSync(FRESH, 'utf8'));
}

/** Fresh, migrated records in a data directory that has none, for whoever opens it. */
export async function unpackRecords(directory: string): Promise<void> {
  const records = join(directory, 'records');
  mkdirSync(records);
  tar('--extract', `--file=${await migratedCluster()}`, `--directory=${records}`);
}

/**
 * Embedded records and their queue as the build makes them, with a salt drawn and what `reset` goes back to, as a tar file that needs no
 * unzipping: a hundred files of tests begin from them, so the first one after a build makes it for all.
 */
async function migratedCluster(): Promise<string> {
  if (!existsSync(CLUSTER)) await make();
  return CLUSTER;
}

async function make(): Promise<void> {
  const directory = mkdtempSync(join(tmpdir(), 'vigie-cluster-'));
  const records = await openDatabase({ kind: 'embedded', directory, command: 'test', mayUseOwner: false });
  await migrate(records.db);
  const fresh = await rememberFresh(records.db);
  await postgresBackend(records.pool);
  await records.close();
  const packed = join(directory, 'cluster.tar');
  tar('--create', '--format=ustar', `--file=${packed}`, `--directory=${join(directory, 'records')}`, '.');
  publish(FRESH, (part) => writeFileSync(part, JSON.stringify(fresh)));
  publish(CLUSTER, (part) => copyFileSync(packed, part));
  rmSync(directory, { recursive: true });
  const older = readdirSync(DIST).filter((name) => name.startsWith(PREFIX) && !name.startsWith(NAME));
  for (const name of older) rmSync(join(DIST, name), { force: true });
}

/** Test files run side by side, and several may come here at once: the first one's stays, whole from the beginning. */
function publish(file: string, write: (part: string) => void): void {
  const part = `${file}.${process.pid}`;
  write(part);
  try {
    linkSync(part, file);
  } catch (error) {
    if (!existsSync(file)) throw error;
  } finally {
    rmSync(part);
  }
}

function tar(...args: string[]): void {
  const { status, stderr, error } = spawnSync('tar', args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`expected tar to do ${args[0]}, but ${error?.message ?? stderr}`);
}
