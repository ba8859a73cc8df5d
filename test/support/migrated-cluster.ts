import { spawnSync } from 'node:child_process';
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
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

const BUILT = join(ROOT, 'dist', '.built');
const CLUSTER = join(ROOT, 'dist', 'migrated-cluster.tar');
const FRESH = join(ROOT, 'dist', 'migrated-cluster.json');

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
 * Embedded records and their queue as they are when just migrated, as a tar file. A hundred files of tests begin from them, and
 * migrating costs each of them four seconds of CPU; so the first one after a build does it for all.
 */
async function migratedCluster(): Promise<string> {
  if (modifiedAt(CLUSTER) <= modifiedAt(BUILT)) await make();
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
}

/** Test files run side by side: whoever reads meanwhile has the whole of an earlier one, or none. */
function publish(file: string, write: (part: string) => void): void {
  const part = `${file}.${process.pid}`;
  write(part);
  renameSync(part, file);
}

function tar(...args: string[]): void {
  const { status, stderr, error } = spawnSync('tar', args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`expected tar to do ${args[0]}, but ${error?.message ?? stderr}`);
}

const modifiedAt = (path: string) => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
