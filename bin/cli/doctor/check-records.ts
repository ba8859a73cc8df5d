import { sql } from 'kysely';
import type { Config } from '../../../queue/runtime/config.ts';
import { countDeadLetters, pendingMigrations, readStandings } from '../../../queue/storage/index.ts';
import { openRecords } from '../records.ts';
import { type Finding, fail, ok, warn } from './check.ts';

/** Schema, durability, dead letters and sources of the records this configuration names. */
export async function checkRecords(config: Config): Promise<Finding[]> {
  const records = await openRecords(config, { command: 'doctor', mayUseOwner: true });
  const { db, reach } = records.database;
  try {
    const findings: Finding[] = [
      ok('vault', `key ${records.vault.fingerprint}, mode 0600, the one these records are sealed under`),
    ];
    const pending = await pendingMigrations(db);
    findings.push(
      pending.length === 0
        ? ok('schema', 'up to date')
        : fail('schema', `${pending.length} migration(s) missing`, 'run vigie migrate'),
    );
    if (reach === 'server') findings.push(await checkDurability(db));
    else {
      findings.push(
        warn(
          'durability',
          'the embedded default survives a killed process, but does not promise to survive a power loss',
          'use the compose profile where that matters, and run vigie backup',
        ),
      );
    }
    const dead = await countDeadLetters(db);
    findings.push(
      dead === 0
        ? ok('dead letters', 'none')
        : warn(
            'dead letters',
            `${dead} in vigie.dead_letters`,
            'read their reasons, mend the cause, then vigie reconcile',
          ),
    );
    for (const standing of (await readStandings(db)).values()) {
      if (standing.state !== 'ok') {
        findings.push(
          warn(
            'sources',
            `${standing.sourceId} is ${standing.state}: ${standing.message ?? ''}`,
            'see docs/operating.md',
          ),
        );
      }
    }
    return findings;
  } finally {
    await records.close();
  }
}

async function checkDurability(db: Parameters<typeof pendingMigrations>[0]): Promise<Finding> {
  const { rows } = await sql<{ name: string; setting: string }>`
    select name, setting from pg_settings where name in ('fsync', 'synchronous_commit', 'full_page_writes')
  `.execute(db);
  const off = rows.filter((row) => row.setting === 'off').map((row) => row.name);
  return off.length === 0
    ? ok('durability', 'PostgreSQL writes through (fsync, synchronous_commit)')
    : fail('durability', `PostgreSQL has ${off.join(', ')} off`, 'turn it on: a crash would lose decisions');
}
