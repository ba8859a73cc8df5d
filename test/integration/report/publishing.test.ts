import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { beforeEach, describe, expect, it } from 'vitest';
import { type Accounts, HOST } from '../../../queue/accounts/index.ts';
import { sequence } from '../../../queue/log/index.ts';
import { DATA_FILE, makeReport, readReportDuty, reportFiles } from '../../../queue/report/index.ts';
import { publishReport, readPublished } from '../../../queue/storage/index.ts';
import { accountsOn, joined } from '../../support/accounts.ts';
import { COLUMNS } from '../../support/columns.ts';
import { deskScene } from '../../support/desk-scene.ts';
import { logEntries } from '../../support/log.ts';

const NOW = new Date('2026-07-02T08:00:00Z');
const RHYTHM = { every: 'month', dueDays: 60 } as const;

describe.each(COLUMNS)('publishing a report, %s', (name) => {
  const scene = deskScene(name);
  let accounts: Accounts;
  let anna: string;
  let ben: string;
  let files: Record<string, string>;
  const db = () => scene.context.db;
  const publish = (actor: string, given = files, now = NOW) =>
    publishReport(db(), { period: '2026-06', sha256: files[DATA_FILE] ?? '', files: given, actor, now });
  const duty = () => readReportDuty(db(), RHYTHM, NOW);

  beforeEach(async () => {
    accounts = accountsOn(scene.column.database, scene.clock);
    anna = (await joined(accounts, 'Anna', ['operator'])).account.id;
    ben = (await joined(accounts, 'Ben', ['operator'])).account.id;
    await accounts.nameHostUser(HOST, anna, 'anna');
    await scene.arrive(12, (at) => `post ${at}`);
    await sequence(db(), scene.context.vault);
    const data = await makeReport(db(), scene.context.vault, '2026-06', {
      actor: 'os:anna',
      now: NOW,
      uncheckedLanguages: ['am'],
    });
    files = Object.fromEntries(
      [...reportFiles(data)].map(([file, text]) => [file, createHash('sha256').update(text).digest('hex')]),
    );
  });

  it('TRA-04 takes two persons, each with an entry that names the files', async () => {
    expect((await duty()).owed).toMatchObject([{ period: '2026-06', stage: 'made', daysOverdue: 0 }]);
    expect(await publish('os:anna')).toBe(anna);
    expect((await duty()).owed).toMatchObject([{ period: '2026-06', stage: 'proposed' }]);
    expect(await readPublished(db())).toEqual([]);
    await expect(publish(anna)).rejects.toMatchObject({ code: 'report.refused' });
    expect(await publish(ben)).toBeNull();
    expect(await readPublished(db())).toEqual([{ period: '2026-06', files, publishedOn: '2026-07-02' }]);
    expect(await duty()).toMatchObject({
      owed: [],
      published: [{ period: '2026-06', publishedAt: NOW.toISOString() }],
    });
    const entries = (await logEntries(db(), sql`true`, scene.context.vault)).filter(
      ({ subject }) => subject === '2026-06',
    );
    expect(entries.map(({ kind, actor }) => [kind, actor])).toEqual([
      ['report.made', 'os:anna'],
      ['report.proposed', anna],
      ['report.published', ben],
    ]);
    expect(entries[2]?.body).toEqual({ files, proposedBy: anna });
  });

  it('counts the first word however old it is: the files are the same', async () => {
    await publish(anna);
    const later = new Date('2026-09-02T08:00:00Z');
    await expect(publish(anna, files, later)).rejects.toMatchObject({ code: 'report.refused' });
    expect(await publish(ben, files, later)).toBeNull();
  });

  it('is refused of files that were changed since, and of a report that was not made here', async () => {
    await publish(anna);
    const changed = { ...files, 'report.fr.html': 'ab'.repeat(32) };
    await expect(publish(ben, changed)).rejects.toThrow(
      /the files that .* would publish, found others: report\.fr\.html/,
    );
    const act = { period: '2026-06', sha256: 'cd'.repeat(32), files, actor: anna, now: NOW };
    await expect(publishReport(db(), act)).rejects.toThrow('vigie report --period 2026-06');
    await expect(publish('os:carl')).rejects.toMatchObject({ code: 'operator.unknown' });
    expect((await duty()).published).toEqual([]);
  });

  it('is for good: the records keep a published report, and refuse one person for two', async () => {
    await publish(anna);
    await expect(
      sql`update vigie.transparency_reports set published_by = ${anna}, published_at = ${NOW}`.execute(db()),
    ).rejects.toThrow();
    await publish(ben);
    await expect(publish(anna)).rejects.toThrow('one published');
    for (const statement of [
      sql`update vigie.transparency_reports set period = '2026-05'`,
      sql`delete from vigie.transparency_reports`,
    ])
      await expect(statement.execute(db())).rejects.toThrow('stay as it was written');
  });
});
