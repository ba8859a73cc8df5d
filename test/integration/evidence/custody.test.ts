import { createPublicKey } from 'node:crypto';
import { sql } from 'kysely';
import { beforeEach, describe, expect, it } from 'vitest';
import { checkChain } from '../../../queue/custody/index.ts';
import { verifyLog } from '../../../queue/log/verify.ts';
import { readFacts } from '../../../queue/notices/read-facts.ts';
import { readExportedItem } from '../../../queue/review/index.ts';
import { readProof } from '../../../queue/review/read-proof.ts';
import { checkCustody, readCustody, recordCustody } from '../../../queue/storage/index.ts';
import { handleExpireTexts } from '../../../workers/handlers/expire.ts';
import { COLUMNS } from '../../support/columns.ts';
import { deskScene } from '../../support/desk-scene.ts';
import { EXA, type ExportScene, exportScene } from '../../support/export-scene.ts';
import { logEntries } from '../../support/log.ts';

describe.each(COLUMNS)('chain of custody, %s', (name) => {
  const scene = deskScene(name);
  const { clock } = scene;
  let at: ExportScene;
  let itemId: string;
  let caseNumber: number;
  beforeEach(async () => {
    at = exportScene(scene);
    const one = await at.caseOf(1);
    caseNumber = one.caseNumber;
    itemId = one.items[0] ?? '';
    await at.exports.handOver(
      { id: 'exa', roles: ['exporter'], certificates: [] },
      await at.approved(caseNumber),
    );
  });

  const chain = () => readCustody(scene.context.db, itemId);
  const wanted = (count: number | null) => ({
    itemId,
    count,
    key: createPublicKey(scene.context.vault.unit.publicPem),
  });

  it('EVI-08 holds control, analysis and transfer, each signed, chained and in the log', async () => {
    const { db, vault } = scene.context;
    const links = await chain();
    const events = links.map(({ event }) => JSON.parse(Buffer.from(event).toString('utf8')));
    expect(events.map(({ number, kind, actor }) => [number, kind, actor])).toEqual([
      [1, 'control', 'worker:capture'],
      [2, 'analysis', 'exa'],
      [3, 'transfer', 'exa'],
    ]);
    expect(events[1].decisions).toHaveLength(2);
    expect(checkChain(links, wanted(3))).toEqual([]);
    expect(await checkCustody(db, vault, itemId)).toEqual([]);
    const logged = await logEntries(db, sql`e.kind = 'custody.recorded'`, vault);
    expect(logged.map(({ subject, body }) => [subject, body.number, body.kind])).toEqual([
      [itemId, 1, 'control'],
      [itemId, 2, 'analysis'],
      [itemId, 3, 'transfer'],
    ]);
    expect((await verifyLog(db, vault)).fault).toBeNull();
  });

  it('EVI-08 reports the gap where an event was removed, at either end or in the middle', async () => {
    const links = await chain();
    for (const gone of [1, 2, 3]) {
      const rest = links.filter(({ number }) => number !== gone);
      expect(checkChain(rest, wanted(3))).toContainEqual({
        number: gone,
        reason: expect.stringContaining('gap'),
      });
    }
  });

  it('EVI-08 finds an event that somebody with the database removed, by the log', async () => {
    const { db, vault } = scene.context;
    await expect(sql`delete from vigie.custody_events where number = 3`.execute(db)).rejects.toThrow(/never/);
    await expect(sql`update vigie.custody_events set kind = 'control'`.execute(db)).rejects.toThrow(/never/);
    await sql`alter table vigie.custody_events disable trigger custody_events_kept`.execute(db);
    await sql`delete from vigie.custody_events where number = 3`.execute(db);
    await sql`alter table vigie.custody_events enable trigger custody_events_kept`.execute(db);
    expect(await checkCustody(db, vault, itemId)).toEqual([
      { number: 3, reason: expect.stringContaining('gap') },
    ]);
  });

  it.each(['no JSON at all', '{"kind":"control"}'])(
    'EVI-08 hands nothing over, and shows nothing, that rests on what is no event: %s',
    async (found) => {
      const { db, vault } = scene.context;
      await sql`alter table vigie.custody_events disable trigger custody_events_kept`.execute(db);
      await sql`update vigie.custody_events set event = ${found} where number = 1`.execute(db);
      await sql`alter table vigie.custody_events enable trigger custody_events_kept`.execute(db);
      const refused = { code: 'evidence.altered', message: expect.stringContaining('expected event 1') };
      await expect(readExportedItem(db, vault, itemId)).rejects.toMatchObject(refused);
      await expect(readFacts(db, vault, EXA, { caseNumber, itemId })).rejects.toMatchObject(refused);
      await expect(readProof(db, { id: 'any', itemId, endedAt: null })).rejects.toMatchObject(refused);
      expect(await checkCustody(db, vault, itemId)).toContainEqual({
        number: 1,
        reason: expect.stringContaining('found something else'),
      });
    },
  );

  it('EVI-08 finds an event that was replaced, reordered, or signed by another key', async () => {
    const links = await chain();
    const forged = links.map((link) =>
      link.number === 2
        ? { ...link, event: Buffer.from(Buffer.from(link.event).toString('utf8').replace('exa', 'exo')) }
        : link,
    );
    const faults = checkChain(forged, wanted(3)).map(({ number }) => number);
    // Its own signature, and the hash that the next one names.
    expect(faults).toEqual([2, 3]);
    const swapped = links.map((link) => ({
      ...link,
      number: link.number === 1 ? 2 : link.number === 2 ? 1 : 3,
    }));
    expect(checkChain(swapped, wanted(3)).map(({ number }) => number)).toEqual(
      expect.arrayContaining([1, 2, 3]),
    );
    const other = checkChain(links, { ...wanted(3), itemId: 'another' });
    expect(other).toHaveLength(3);
  });

  it('EVI-08 leaves nothing behind where the transaction fails: neither event nor entry', async () => {
    const { db, vault } = scene.context;
    const before = (await chain()).length;
    const failing = db.transaction().execute(async (tx) => {
      const event = { kind: 'disposition', what: 'erased', export: null } as const;
      await recordCustody(tx, vault, { itemId, actor: 'test', now: new Date(clock.now()), event });
      throw new Error('fails behind it');
    });
    await expect(failing).rejects.toThrow('fails behind it');
    expect((await chain()).length).toBe(before);
    expect(await checkCustody(db, vault, itemId)).toEqual([]);
  });

  it('EVI-08 does not fork where several processes record at once', async () => {
    const { db, vault } = scene.context;
    const event = { kind: 'disposition', what: 'recalled', export: 1 } as const;
    await Promise.all(
      Array.from({ length: 8 }, () =>
        db
          .transaction()
          .execute((tx) =>
            recordCustody(tx, vault, { itemId, actor: 'test', now: new Date(clock.now()), event }),
          ),
      ),
    );
    expect(checkChain(await chain(), wanted(11))).toEqual([]);
  });

  it('EVI-08 ends with the text: what was preserved is disposed of, and that is an event', async () => {
    const { db, vault } = scene.context;
    const expire = () =>
      handleExpireTexts(scene.context, { version: 1, dueAt: new Date(clock.now()).toISOString() });
    // The first gives the text its class, which then runs out.
    await expire();
    clock.advance(400 * 86_400_000);
    await expire();
    await expire();
    const last = (await chain()).at(-1);
    expect(JSON.parse(Buffer.from(last?.event ?? '').toString('utf8'))).toMatchObject({
      number: 4,
      kind: 'disposition',
      what: 'erased',
    });
    expect(await checkCustody(db, vault, itemId)).toEqual([]);
  });
});
