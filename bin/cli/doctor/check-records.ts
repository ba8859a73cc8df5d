import {
  countDeadLetters,
  describeStop,
  pendingMigrations,
  readSourceHealth,
  readStop,
  readTrouble,
  readUnknownWords,
  unsafeSettings,
} from '../../../queue/storage/index.ts';
import { howToMigrate } from '../records.ts';
import { type Finding, fail, ok, warn } from './check.ts';
import { checkReturn } from './check-return.ts';
import type { Opened } from './opened-records.ts';

/** Schema, durability, dead letters and sources of the records this configuration names. */
export async function checkRecords(opened: Opened): Promise<Finding[]> {
  const records = await opened();
  const { db, reach } = records.database;
  const findings: Finding[] = [
    ok(
      'vault',
      `key ${records.vault.fingerprint}, readable by its owner only, is the one these records are sealed under`,
    ),
  ];
  const pending = await pendingMigrations(db);
  findings.push(
    pending.length === 0
      ? ok('schema', 'up to date')
      : fail('schema', `${pending.length} migration(s) missing`, howToMigrate(reach)),
  );
  if (reach === 'server') findings.push(durabilityFinding(await unsafeSettings(db)));
  else {
    findings.push(
      warn(
        'durability',
        'the embedded default survives a killed process, but does not promise to survive a power loss',
        'use PostgreSQL where that matters (docs/operating.md), and run vigie backup',
      ),
    );
  }
  if (pending.length === 0) findings.push(...(await checkReturn(db)));
  const stop = await readStop(db);
  if (stop !== null) {
    findings.push(
      warn('stop', describeStop(stop), 'two people let it go on, each with: vigie resume --approve'),
    );
  }
  const dead = await countDeadLetters(db);
  findings.push(
    dead === 0
      ? ok('dead letters', 'none')
      : warn(
          'dead letters',
          `${dead} job(s) or post(s) were given up`,
          'vigie dead list says which and why, and vigie dead replay puts them back; a post that still waits is taken up again by itself',
        ),
  );
  for (const { table, column, word, count, rows } of await readUnknownWords(db)) {
    findings.push(
      warn(
        'closed lists',
        `${count} rows of vigie.${table} have "${word}" as ${column}, which this version does not know: ${rows.join(', ')}${count > rows.length ? ', ...' : ''}`,
        'find out who wrote it, and put the word there that was meant, as the owner of the tables; until then no step leads on from such a row',
      ),
    );
  }
  for (const source of await readSourceHealth(db)) {
    if (source.isEnabled && source.state !== 'ok' && source.state !== 'new') {
      findings.push(
        warn(
          'sources',
          `${source.id} is ${source.state} (${source.reason ?? 'no reason'}): ${source.message ?? ''}`,
          'see docs/operating.md, and vigie sources health',
        ),
      );
    }
  }
  for (const [sourceId, { refused }] of await readTrouble(db)) {
    if (refused.size === 0) continue;
    const parts = [...refused].map(([reason, count]) => `${reason} ${count}`);
    findings.push(ok('refusals', `${sourceId}, from the beginning: ${parts.join(', ')}`));
  }
  return findings;
}

function durabilityFinding(off: readonly string[]): Finding {
  return off.length === 0
    ? ok('durability', 'PostgreSQL writes through (fsync, synchronous_commit)')
    : fail('durability', `PostgreSQL has ${off.join(', ')} off`, 'turn it on: a crash would lose decisions');
}
