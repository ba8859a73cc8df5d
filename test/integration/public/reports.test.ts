import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { checkPublicReports } from '../../../bin/cli/doctor/check-public-reports.ts';
import type { Opened } from '../../../bin/cli/doctor/opened-records.ts';
import { MAX_PUBLIC_TEXT } from '../../../queue/contracts/index.ts';
import { sequence, verifyLog } from '../../../queue/log/index.ts';
import { manualClock, SYSTEM_CLOCK } from '../../../queue/runtime/clock.ts';
import {
  answerReport,
  closeReport,
  countDistress,
  markRead,
  readDistress,
  readReplyRecipient,
  readStatus,
} from '../../../queue/storage/index.ts';
import { openWith, sealTo } from '../../../queue/vault/index.ts';
import { openReferral, takeReferrals } from '../../../workers/public/take-referrals.ts';
import { dumpFiles, dumpRecords, expectNoCanary } from '../../support/canaries.ts';
import { COLUMNS, type Column, openColumn } from '../../support/columns.ts';
import { type PublicPages, post, publicPages, receiptOn, send } from '../../support/public-pages.ts';
import { readReports } from '../../support/reports.ts';
import { scoreContext, type TestContext } from '../../support/scoring.ts';

const ADDRESS = 'https://canary-board-8101.example/offer/3';
const TEXT = 'canary-report-8102: they ask 900 for the trip';
const AT_RISK = '[protect] canary-distress-8103: the boat has no engine';
const CONTACT = 'canary-contact-8104 at mail dot example';
const HEADERS = {
  'user-agent': 'canary-agent-8105',
  'x-forwarded-for': '203.0.113.77',
  forwarded: 'for=203.0.113.78',
};

describe.each(COLUMNS)('a report on the %s column', (name) => {
  let column: Column;
  let context: TestContext;
  let pages: PublicPages;

  beforeAll(async () => {
    column = await openColumn(name, { embedded: 'directory' });
  });
  afterAll(() => column.close());
  beforeEach(async () => {
    await column.reset();
    context = scoreContext(column);
    pages = await publicPages(column.database, context.vault);
  });

  const report = (fields: Record<string, string>, headers = {}) =>
    send(pages.app, '/en/report', fields, headers);
  const show = async (receipt: string) => (await send(pages.app, '/en/receipt', { receipt })).text;
  const countItems = async () =>
    (await sql<{ lane: string }>`select lane from vigie.items`.execute(column.database.db)).rows.map(
      ({ lane }) => lane,
    );

  async function opened() {
    const all = [];
    for (const { sealed } of await readReports(column.database.db, false))
      all.push(JSON.parse(await openWith(pages.identities.reports, Buffer.from(sealed, 'base64'))));
    return all;
  }

  it('REP-01 REP-12 stores ciphertext only: no text, address, contact, network address, agent or receipt', async () => {
    const receipt = receiptOn(await report({ address: ADDRESS, text: TEXT, contact: CONTACT }, HEADERS));
    receiptOn(await report({ address: ADDRESS, text: AT_RISK }, HEADERS));
    const secrets = [
      ...['8101', '8102', '8103', '8104', '8105'].map((number) => `-${number}`),
      '203.0.113',
      receipt,
      receipt.replaceAll('-', ''),
      ...Object.values(pages.identities),
    ];
    expectNoCanary(await dumpRecords(column.database.db), secrets, 'the records');
    expectNoCanary(await column.dumpQueue(), secrets, 'the queue');
    if (name === 'embedded') expectNoCanary(dumpFiles(column.directory), secrets, 'the files');
    for (const { sealed } of await readReports(column.database.db, false)) {
      const bytes = Buffer.from(sealed, 'base64');
      expect(bytes.subarray(0, 21).toString()).toBe('age-encryption.org/v1');
      // Not even the key that the processes hold opens it.
      await expect(context.vault.intake.open(bytes)).rejects.toMatchObject({ code: 'vault.sealed' });
    }
    expect((await opened()).map(({ text }) => text).sort()).toEqual([AT_RISK, TEXT].sort());
  });

  it('REP-12 hides how long a text is', async () => {
    for (const text of ['short', 'x'.repeat(600)]) await report({ address: ADDRESS, text });
    const lengths = (await readReports(column.database.db, false)).map(({ sealed }) => sealed.length);
    expect(new Set(lengths).size).toBe(1);
  });

  it('REP-12 takes a bounded number of forms from everybody together, and loses no word of the others', async () => {
    const refused = [];
    for (let at = 0; at < 60; at += 1) {
      const answer = await post(pages.app, '/en/report', { form: 'no number', address: ADDRESS, text: TEXT });
      if (answer.status === 503) refused.push(answer.text);
    }
    expect(refused.length).toBeGreaterThanOrEqual(19);
    expect(refused[0]).toContain('8102');
    expect(refused[0]).toContain('Example Emergency');
  });

  it('REP-03 answers through the receipt, sealed on the way, and shows no earlier message', async () => {
    const receipt = receiptOn(await report({ address: ADDRESS, text: TEXT }));
    const { db } = column.database;
    const [{ thread } = { thread: '' }] = await readReports(db, false);
    const recipient = (await readReplyRecipient(db, thread)) ?? '';
    for (const text of ['canary-answer-1', 'canary-answer-2']) {
      const sealed = await sealTo(recipient, JSON.stringify({ version: 1, text }));
      await db.transaction().execute((tx) => answerReport(tx, thread, sealed, new Date()));
    }
    expectNoCanary(await dumpRecords(db), ['canary-answer'], 'the records');
    const page = await show(receipt);
    expect(page).toContain('canary-answer-2');
    for (const gone of ['canary-answer-1', '-8101', '-8102', receipt]) expect(page).not.toContain(gone);
    expect(await show('0000-0000-0000-0000')).toContain('No report and no contest has this receipt');
  });

  it('REP-03 takes a further message under the same receipt, checked and sealed as the first', async () => {
    const receipt = receiptOn(await report({ address: ADDRESS, text: TEXT }));
    const answer = await send(pages.app, '/en/receipt', {
      receipt: receipt.toLowerCase().replaceAll('-', ' '),
      message: AT_RISK,
    });
    expect(answer.text).toContain('Your message was added.');
    const threads = (await readReports(column.database.db, false)).map(({ thread }) => thread);
    expect([threads.length, new Set(threads).size]).toEqual([2, 1]);
    await takeReferrals(context);
    expect(await countItems()).toEqual(['protect']);
  });

  it('REP-03 marks as read what left in the file, and nothing that came while it was written', async () => {
    const { db } = column.database;
    await report({ address: ADDRESS, text: TEXT });
    const left = await readReports(db, true);
    await report({ address: ADDRESS, text: 'came while the file was written' });
    await markRead(
      db,
      left.map(({ id }) => id),
    );
    const next = await readReports(db, true);
    expect(next).toHaveLength(1);
    expect(next[0]?.id).not.toBe(left[0]?.id);
  });

  it('REP-03 answers what was read: a message that came since stays new, and leaves with the next file', async () => {
    const { db } = column.database;
    const receipt = receiptOn(await report({ address: ADDRESS, text: TEXT }));
    const [first] = await readReports(db, true);
    if (first === undefined) throw new Error('expected a report');
    await markRead(db, [first.id]);
    await send(pages.app, '/en/receipt', { receipt, message: 'something new about the same' });
    const recipient = (await readReplyRecipient(db, first.thread)) ?? '';
    const answer = await sealTo(recipient, JSON.stringify({ version: 1, text: 'canary-answer-3' }));
    await db.transaction().execute((tx) => answerReport(tx, first.thread, answer, new Date()));
    expect(await show(receipt)).toContain('canary-answer-3');
    expect((await readReports(db, true)).map(({ thread }) => thread)).toEqual([first.thread]);
  });

  it('REP-08 closes what was exported: nothing sealed of it is left, and what came since leaves with the next file', async () => {
    const { db } = column.database;
    const receipt = receiptOn(await report({ address: ADDRESS, text: TEXT, contact: CONTACT }));
    const [first] = await readReports(db, true);
    if (first === undefined) throw new Error('expected a report');
    const close = () => db.transaction().execute((tx) => closeReport(tx, first.thread));
    // Nobody has read it.
    expect(await close()).toBe(0);
    await markRead(db, [first.id]);
    await send(pages.app, '/en/receipt', { receipt, message: 'something new about the same' });
    expect(await close()).toBe(1);
    expect(await close()).toBe(0);
    expect(await show(receipt)).toContain('Nobody has read it yet.');
    const left = await readReports(db, false);
    expect(left.map(({ thread, contact }) => [thread, contact])).toEqual([[first.thread, null]]);
    expect(left[0]?.id).not.toBe(first.id);
    await markRead(db, [left[0]?.id ?? '']);
    expect(await close()).toBe(1);
    expect(await show(receipt)).toContain('Closed.');
  });

  it('REP-03 names a further message that is too long at its field, and keeps it there', async () => {
    const receipt = receiptOn(await report({ address: ADDRESS, text: TEXT }));
    const message = 'x'.repeat(MAX_PUBLIC_TEXT + 1);
    const { status, text } = await send(pages.app, '/en/receipt', { receipt, message });
    expect(status).toBe(422);
    expect(text).toContain('<a href="#message">');
    expect(text).toContain('id="message-fault"');
    expect(text).toContain(`${message}</textarea>`);
  });

  it('REP-03 shows a receipt once, and again only to the same form within the minute', async () => {
    const clock = manualClock(SYSTEM_CLOCK.now());
    pages = await publicPages(column.database, context.vault, { clock });
    const fields = { form: crypto.randomUUID(), address: ADDRESS, text: TEXT };
    const receipt = receiptOn(await post(pages.app, '/en/report', fields));
    expect(receiptOn(await post(pages.app, '/en/report', fields)), 'a double click').toBe(receipt);
    clock.advance(60_000);
    const again = await post(pages.app, '/en/report', fields);
    expect([again.status, again.text.includes('class="receipt"')]).toEqual([409, false]);
    expect(await opened()).toHaveLength(1);
  });

  it('REP-04 needs nothing of the reporter, and seals contact details to a key of their own', async () => {
    receiptOn(await report({ address: ADDRESS, text: TEXT }));
    receiptOn(await report({ address: ADDRESS, text: TEXT, contact: CONTACT }));
    const contacts = (await readReports(column.database.db, false)).flatMap(({ contact }) => contact ?? []);
    expect(contacts).toHaveLength(1);
    const bytes = Buffer.from(contacts[0] ?? '', 'base64');
    await expect(openWith(pages.identities.reports, bytes)).rejects.toMatchObject({ code: 'vault.sealed' });
    expect(JSON.parse(await openWith(pages.identities.contact, bytes)).contact).toBe(CONTACT);
    expect(JSON.stringify(await opened())).not.toContain('8104');
  });

  it('REP-06 keeps the day and no time, in any column', async () => {
    await report({ address: ADDRESS, text: TEXT });
    await send(pages.app, '/en/contest', { address: ADDRESS, text: TEXT });
    const { rows } = await sql<{ column: string; type: string }>`
      select table_name || '.' || column_name as column, data_type as type from information_schema.columns
      where table_schema = 'vigie' and table_name in ('reports', 'contests') and data_type ~ 'time|date|int|serial'
      order by 1
    `.execute(column.database.db);
    expect(rows.map(({ type }) => type)).toEqual(Array(rows.length).fill('date'));
    expect(rows.length).toBeGreaterThan(2);
  });

  it('REP-07 changes nothing but its own table: no source, post, item, score or log entry', async () => {
    const before = await dumpRecords(column.database.db);
    await report({ address: ADDRESS, text: '[review] we take you, 4 places left' });
    await takeReferrals(context);
    await sql`delete from vigie.reports`.execute(column.database.db);
    expect(await dumpRecords(column.database.db)).toBe(before);
  });

  it.each([
    ['', 'my neighbour has no papers'],
    ['somebody@mail.example', 'this man brings people'],
    ['+00 000 000', 'call this number'],
    ['http://192.0.2.7/x', 'a machine'],
    ['http://intranet/x', 'a private network'],
  ])('REP-08 keeps nothing of a report about a person without a public page: %j', async (address, text) => {
    const answer = await report({ address, text });
    expect(answer.status).toBe(422);
    expect(answer.text).toContain('Without it we take no report about a person');
    expect(answer.text).toContain(text);
    expect((await sql`select 1 from vigie.reports`.execute(column.database.db)).rows).toEqual([]);
  });

  it('REP-08 refers what is about a person at risk whatever stands in the place of the address, and with it', async () => {
    const answer = await report({ address: 'canary-place-8106, @somebody', text: AT_RISK });
    receiptOn(answer);
    expect(answer.text).toContain('nor how to reach you');
    const [{ sealed } = { sealed: Buffer.alloc(0) }] = await column.database.db
      .transaction()
      .execute((tx) => readDistress(tx, 1));
    const opened = await openReferral(context, { sealed });
    expect(opened).toMatchObject({ text: `${AT_RISK}\ncanary-place-8106, @somebody` });
    await takeReferrals(context);
    expect(await countItems()).toEqual(['protect']);
  });

  it('REP-08 refers a report about a person at risk to protection alone', async () => {
    const answer = await report({ address: '', text: AT_RISK });
    const receipt = receiptOn(answer);
    expect(answer.text).toContain('it went to them alone');
    expect(await readReports(column.database.db, false)).toEqual([]);
    expect(await show(receipt)).toContain('Nobody has read it yet.');
    await takeReferrals(context);
    expect(await countItems()).toEqual(['protect']);
    expect(await show(receipt)).toContain('It is with the staff who protect people.');
  });

  it('REP-09 brings the text of somebody at risk to the protection lane, without a score, and once', async () => {
    const answer = await report({ address: ADDRESS, text: AT_RISK, contact: CONTACT });
    expect(answer.text).toContain('A copy went to the staff who protect people');
    expect(answer.text.indexOf('Example Emergency')).toBeGreaterThan(0);
    await takeReferrals(context);
    await takeReferrals(context);
    const { db } = column.database;
    const { rows } = await sql`select lane, score from vigie.assessments`.execute(db);
    expect(rows).toEqual([{ lane: 'protect', score: null }]);
    expect(await readStatus(db)).toMatchObject({
      posts: { total: 1, protect: 1, review: 0 },
      items: { open: 1 },
    });
    await sequence(db, context.vault);
    expect(await verifyLog(db, context.vault)).toMatchObject({
      fault: null,
      kinds: { 'report.referred': 1, 'item.opened': 1 },
    });
  });

  it('REP-11 leaves nothing between a report and the post in the protection lane that would join them', async () => {
    receiptOn(await report({ address: ADDRESS, text: AT_RISK }));
    const { db } = column.database;
    const { rows: reports } = await sql<{ id: string; hash: string }>`
      select id::text, encode(receipt_hash, 'hex') as hash from vigie.reports
    `.execute(db);
    await takeReferrals(context);
    const { rows } = await sql`select distress from vigie.reports`.execute(db);
    expect(rows).toEqual([{ distress: null }]);
    await sql`delete from vigie.reports`.execute(db);
    const rest = await dumpRecords(db);
    for (const { id, hash } of reports) {
      expect(rest).not.toContain(id);
      expect(rest).not.toContain(hash.slice(0, 16));
    }
  });

  it('lets nothing into the review queue on this way, whatever somebody inserts', async () => {
    const { intakeRecipient } = await pages.context.store.facts();
    const assessment = JSON.stringify({ ...pages.context.assess('[review] an offer') });
    for (const distress of [
      await sealTo(intakeRecipient, JSON.stringify({ version: 1, text: 'x', assessment })),
      Buffer.from('no ciphertext'),
    ])
      await pages.context.store.addReport({
        id: crypto.randomUUID(),
        receiptHash: Buffer.alloc(32, 1),
        replyRecipient: intakeRecipient,
        sealed: null,
        sealedContact: null,
        sealedPictures: null,
        distress,
      });
    await takeReferrals(context);
    expect(await countItems()).toEqual([]);
  });

  it('REP-09 loses no report that cannot be opened, says so once by its day, and lets no number of them hold up another', async () => {
    const { db } = column.database;
    const logged: unknown[] = [];
    const logger = { ...context.logger, error: (facts: unknown) => void logged.push(facts) };
    for (let at = 0; at < 20; at += 1) {
      await sql`insert into vigie.reports (id, receipt_hash, reply_recipient, distress)
        values (${crypto.randomUUID()}, ${Buffer.alloc(32, at)}, 'age1x', ${Buffer.from('no ciphertext')})`.execute(
        db,
      );
    }
    await takeReferrals({ ...context, logger });
    await report({ address: '', text: AT_RISK });
    await takeReferrals({ ...context, logger });
    expect(await countItems()).toEqual(['protect']);
    expect(logged).toEqual(Array(20).fill({ fault: 'sealed' }));
    const { rows } = await sql`
      select count(*)::integer as letters, count(distinct job_id)::integer as reports, min(reason) as reason,
        bool_and(died_at = date_trunc('day', died_at, 'utc')) as "byDay", min(payload::text) as payload
      from vigie.dead_letters
    `.execute(db);
    expect(rows).toEqual([{ letters: 20, reports: 20, reason: 'sealed', byDay: true, payload: '{}' }]);
    expect(await countDistress(db)).toEqual({ waiting: 20, unopenable: 20 });
    const opened = (async () => ({ database: column.database })) as unknown as Opened;
    expect(await checkPublicReports(opened)).toEqual([
      expect.objectContaining({
        level: 'fail',
        message: expect.stringMatching(/^20 that may say .* cannot be opened/),
      }),
    ]);
  });

  it('REP-09 says that a report waits, and that one which no record takes is none for the others to wait for', async () => {
    const { db } = column.database;
    const { intakeRecipient } = await pages.context.store.facts();
    const assessment = JSON.stringify({ ...pages.context.assess(AT_RISK), language: '\0' });
    await sql`insert into vigie.reports (id, receipt_hash, reply_recipient, distress) values (${crypto.randomUUID()},
      ${Buffer.alloc(32, 1)}, 'age1x', ${await sealTo(intakeRecipient, JSON.stringify({ version: 1, text: 'x', assessment }))})`.execute(
      db,
    );
    await report({ address: '', text: AT_RISK });
    const opened = (async () => ({ database: column.database })) as unknown as Opened;
    expect(await checkPublicReports(opened)).toEqual([
      expect.objectContaining({ level: 'warn', message: expect.stringMatching(/^2 that say/) }),
    ]);
    await takeReferrals(context);
    expect(await countItems()).toEqual(['protect']);
    expect(await countDistress(db)).toEqual({ waiting: 1, unopenable: 1 });
  });

  it('REP-09 refers a report that could not be opened once it can be', async () => {
    await report({ address: '', text: AT_RISK });
    const blind = { ...context.vault.intake, open: () => Promise.reject(new Error('another key')) };
    await takeReferrals({ ...context, vault: { ...context.vault, intake: blind } });
    expect(await countItems()).toEqual([]);
    await takeReferrals(context);
    expect(await countItems()).toEqual(['protect']);
    expect(await countDistress(column.database.db)).toEqual({ waiting: 0, unopenable: 0 });
  });
});
