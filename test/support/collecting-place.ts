import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import type { Source } from '../../queue/contracts/index.ts';
import { projectRoot } from '../../queue/runtime/thread-entry.ts';
import { type Database, openDatabase } from '../../queue/storage/index.ts';
import { type ColumnName, openColumn } from './columns.ts';
import { until } from './until.ts';

/** A busy machine takes its time to store what it has read, milliseconds. */
const END_MS = 120_000;

/** Records that processes come to and are killed over. */
export interface Place {
  readonly env: Readonly<Record<string, string>>;
  /** The records while a process has them; who opens them closes them. */
  look(): Promise<Database>;
  /** The records once a round has ended, or whatever is given holds, and the process was stopped. */
  afterwards(child: ChildProcess, isDone?: (database: Database) => Promise<boolean>): Promise<Database>;
  close(): Promise<void>;
}

export async function openPlace(name: ColumnName): Promise<Place> {
  if (name === 'production') {
    const column = await openColumn('production');
    const url = column.env.VIGIE_DATABASE_URL ?? '';
    return {
      env: column.env,
      look: () => openDatabase({ kind: 'server', url }),
      async afterwards(_child, isDone = hasEnded) {
        await until('the end', () => isDone(column.database), END_MS);
        return column.database;
      },
      close: () => column.close(),
    };
  }
  const directory = mkdtempSync(join(tmpdir(), 'vigie-kill-'));
  const open = (mayUseOwner: boolean) =>
    openDatabase({ kind: 'embedded', directory, command: 'test', mayUseOwner });
  let database: Database | undefined;
  return {
    env: { VIGIE_DATA_DIR: directory },
    look: () => open(true),
    async afterwards(child, isDone = hasEnded) {
      const through = await open(true);
      await until('the end', () => isDone(through), END_MS);
      await through.close();
      child.kill('SIGTERM');
      await once(child, 'exit');
      database = await open(false);
      return database;
    },
    async close() {
      await database?.close();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

async function hasEnded({ db }: Database): Promise<boolean> {
  const { rows } = await sql`select 1 from vigie.collection_rounds where ended_at is not null`.execute(db);
  return rows.length > 0;
}

/** A process that schedules and collects these sources there. */
export function startCollecting(sources: readonly Source[], place: Pick<Place, 'env'>): ChildProcess {
  return startProcess('collecting-process.ts', sources, place);
}

/** A process that schedules captures of these sources' posts there, and makes them. */
export function startCapturing(sources: readonly Source[], place: Pick<Place, 'env'>): ChildProcess {
  return startProcess('capturing-process.ts', sources, place);
}

function startProcess(script: string, sources: readonly Source[], place: Pick<Place, 'env'>): ChildProcess {
  return spawn(
    process.execPath,
    ['--import', 'tsx', join(projectRoot(), 'test/support', script), JSON.stringify(sources)],
    {
      cwd: projectRoot(),
      env: { PATH: process.env.PATH, HOME: process.env.HOME, ...place.env },
      stdio: ['ignore', 'ignore', 'inherit'],
    },
  );
}
