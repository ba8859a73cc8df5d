import { createHash, randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type pg from 'pg';
import { projectRoot } from '../../queue/runtime/thread-entry.ts';
import { migrate, openDatabase } from '../../queue/storage/index.ts';
import { type FreshRecords, rememberFresh } from './reset-records.ts';
import { withClient } from './with-client.ts';

const DATABASE_URL = process.env.VIGIE_TEST_DATABASE_URL;

export interface OwnDatabase {
  readonly url: string;
  drop(): Promise<void>;
}

/** A database of its own per test file, on the server that the environment names. */
export async function createDatabase(template?: string): Promise<OwnDatabase> {
  const name = `vigie_test_${randomUUID().replaceAll('-', '').slice(0, 16)}`;
  await asAdmin((admin) =>
    admin.query(`create database ${name}${template === undefined ? '' : ` template ${template}`}`),
  );
  return {
    url: urlOf(name),
    drop: () =>
      asAdmin(async (admin) => void (await admin.query(`drop database if exists ${name} with (force)`))),
  };
}

/** The same, migrated. A hundred files of tests begin from one: the first on a server migrates it, and the others copy it. */
export async function createMigrated(): Promise<OwnDatabase & { readonly fresh: FreshRecords }> {
  const template = `vigie_template_${schemaDigest()}`;
  const fresh = await prepareTemplate(template);
  return { ...(await createDatabase(template)), fresh };
}

/** Whoever finds it there with its comment finds it whole. */
function prepareTemplate(template: string): Promise<FreshRecords> {
  return asAdmin(async (admin) => {
    await admin.query('select pg_advisory_lock(hashtext($1))', [template]);
    const { rows } = await admin.query<{ fresh: string | null }>(
      `select shobj_description(oid, 'pg_database') as fresh from pg_database where datname = $1`,
      [template],
    );
    const known = rows[0]?.fresh;
    if (typeof known === 'string') return JSON.parse(known);
    await admin.query(`drop database if exists ${template} with (force)`);
    await admin.query(`create database ${template}`);
    const database = await openDatabase({ kind: 'server', url: urlOf(template) });
    try {
      await migrate(database.db);
      const fresh = await rememberFresh(database.db);
      await admin.query(`comment on database ${template} is ${admin.escapeLiteral(JSON.stringify(fresh))}`);
      return fresh;
    } finally {
      await database.close();
    }
  });
}

/** Another one for every other set of migrations and for whatever else makes it: worktrees may share a server. */
function schemaDigest(): string {
  const storage = join(projectRoot(), 'queue', 'storage');
  const folder = join(storage, 'migrations');
  const migrations = readdirSync(folder).toSorted();
  const hash = createHash('sha256');
  for (const name of migrations) hash.update(readFileSync(join(folder, name)));
  for (const file of [join(storage, 'migrate.ts'), join(import.meta.dirname, 'reset-records.ts')])
    hash.update(readFileSync(file));
  return hash.digest('hex').slice(0, 16);
}

function urlOf(name: string): string {
  const url = new URL(DATABASE_URL ?? '');
  url.pathname = `/${name}`;
  return url.href;
}

function asAdmin<T>(use: (admin: pg.Client) => Promise<T>): Promise<T> {
  return withClient(DATABASE_URL ?? '', use);
}
