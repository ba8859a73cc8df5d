import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { estimateMissed } from '../../../queue/fairness/index.ts';
import { sequence, verifyLog } from '../../../queue/log/index.ts';
import { createCaptures, createCases, createDesk } from '../../../queue/review/index.ts';
import {
  KeyCollector,
  monthsUpTo,
  readErasures,
  readLanes,
  readOversightFigures,
  readRecalls,
  readSampleResults,
  readStatus,
  writeSnapshot,
} from '../../../queue/storage/index.ts';
import { handleExpireTexts } from '../../../workers/handlers/expire.ts';
import { COLUMNS } from '../../support/columns.ts';
import { deskScene } from '../../support/desk-scene.ts';
import { EXA, exportScene } from '../../support/export-scene.ts';
import { judge, NEWS, OFFER, PROTECT, take } from '../../support/judgments.ts';
import { logEntries } from '../../support/log.ts';
import { actorOf } from '../../support/people.ts';

const ANA = actorOf('ana', ['reviewer']);
const BEN = actorOf('ben', ['reviewer']);
const EVE = actorOf('eve', ['adjudicator']);
const PIA = actorOf('pia', ['protection']);
const DAY_MS = 86_400_000;
const CANARY = 'canary-4f1d0c';

describe.each(COLUMNS)('the missed-offer sample, %s', (name) => {
  // Every post that nothing flags is drawn.
  const scene = deskScene(name, { sampling: { shares: async () => ({ byLanguage: {}, others: 1 }) } });
  const { clock } = scene;
  const expire = () =>
    handleExpireTexts(scene.context, { version: 1, dueAt: new Date(clock.now()).toISOString() });
  const results = () => readSampleResults(scene.context.db, monthsUpTo(new Date(clock.now()), 1));
  const idOf = async (isSample: boolean) => {
    const { rows } = await sql<{ id: string }>`
      select id from vigie.desk_items where is_control = ${isSample}`.execute(scene.context.db);
    return rows[0]?.id ?? '';
  };

  /** This very item, as somebody holds it who was given it and let the claim run out. */
  async function claimed(actor: typeof ANA, id: string) {
    for (const items of ['vigie.items', 'vigie.control_items']) {
      await sql`
        update ${sql.table(items)} set claimed_by = ${actor.id}, lease_until = ${new Date(clock.now())} where id = ${id}
      `.execute(scene.context.db);
    }
    return scene.desk.claim(actor, id);
  }

  async function review(actor: typeof ANA, id: string, judgment = OFFER) {
    await judge(scene, actor, await claimed(actor, id), judgment);
    return scene.desk.conclude(actor, id);
  }

  /** What somebody is told of the capture of its page, and of the picture. A sampled post has neither. */
  async function captureTold(actor: typeof ANA, id: string) {
    const { db, vault, evidence } = scene.context;
    const captures = createCaptures({ db, vault, clock, store: evidence.store });
    const picture = await captures.show(actor, id).catch((error: { code?: string }) => error.code);
    return { capture: await captures.view(actor, id), picture };
  }

  it('FAI-02 is the same as any other item in every answer until it is concluded', async () => {
    await scene.arrive(2, (n) => (n === 0 ? '[review] of a post' : '[plainly] of a post'));
    const answersOf = async (id: string) => {
      const before = await scene.desk.view(ANA, id);
      const held = await claimed(ANA, id);
      const early = await scene.desk.judge(ANA, id, NEWS, held.claim ?? -1).catch((error: unknown) => error);
      const judged = await judge(scene, ANA, held, OFFER);
      const undone = await scene.desk.undo(ANA, id);
      const again = await judge(scene, ANA, undone, OFFER);
      const concluded = await scene.desk.conclude(ANA, id);
      const forOther = await scene.desk.view(BEN, id);
      await judge(scene, BEN, await claimed(BEN, id), NEWS);
      return {
        before,
        held,
        early,
        judged,
        undone,
        again,
        concluded,
        forOther,
        disputed: await scene.desk.view(EVE, id),
        ...(await captureTold(EVE, id)),
      };
    };
    const answers = { sample: await answersOf(await idOf(true)), post: await answersOf(await idOf(false)) };
    expect(shapeOf(answers.sample)).toEqual(shapeOf(answers.post));
    expect(answers.post).toMatchObject({ capture: null, picture: answers.sample.picture });
    expect(answers.sample.before.id).toMatch(/^[0-9a-f]{24}$/);
    expect(answers.sample.before).toMatchObject({ reveal: null, sourceId: 'source' });
    expect(JSON.stringify(answers.sample)).not.toMatch(/sample|share/);
  });

  it('FAI-02 counts what two reviewers call an offer as missed, and what one of them does not as none', async () => {
    await scene.arrive(3, (n) => `[plainly] post ${n}`);
    const ids = (
      await sql<{ id: string }>`select id from vigie.control_items order by id`.execute(scene.context.db)
    ).rows;
    const [first = '', second = '', third = ''] = ids.map(({ id }) => id);
    await review(ANA, first);
    await judge(scene, BEN, await claimed(BEN, first), OFFER);
    await review(ANA, second, NEWS);
    await review(ANA, third);
    await judge(scene, BEN, await claimed(BEN, third), NEWS);
    expect(await results()).toMatchObject([
      { language: 'en', answer: 'not_offer', samples: 1 },
      { language: 'en', answer: 'offer', samples: 1 },
    ]);
    const { missed } = estimateMissed(await results(), 1000, { offers: 10, notOffers: 10 });
    expect(missed?.posts).toBe(500);
  });

  it('HUM-06 gives nobody for a second review a sampled post in which a rule of their own spoke', async () => {
    const { db, vault } = scene.context;
    await scene.arrive(1, () => '[plainly] of a post');
    const id = await idOf(true);
    await sql`update vigie.samples set assessment = jsonb_set(assessment::jsonb, '{signals}',
      '[{"rule": "en.provider.test", "category": "provider", "weight": 1, "start": 0, "end": 3}]')::text`.execute(
      db,
    );
    const desk = createDesk({ db, vault, clock, rulesBy: () => ['en.provider.test'] });
    await review(ANA, id);
    expect(await desk.next({ ...BEN, writesAs: 'ben writes' }, 'review')).toBeNull();
    expect((await scene.desk.next(BEN, 'review'))?.id).toBe(id);
  });

  it('FAI-02 is of use for nothing else: no outcome, count, list, case or lane knows it', async () => {
    const before = await readStatus(scene.context.db);
    await scene.arrive(1, () => '[plainly] post');
    const id = await idOf(true);
    await review(ANA, id);
    await judge(scene, BEN, await claimed(BEN, id), OFFER);
    expect(await scene.desk.list(ANA, { lane: 'review', show: 'closed', limit: 200 })).toEqual([]);
    expect((await readStatus(scene.context.db)).items).toEqual(before.items);
    const cases = createCases({ db: scene.context.db, clock });
    const number = await cases.open(EVE, { legalReference: 'example 1' });
    await expect(cases.add(EVE, number, id)).rejects.toMatchObject({ code: 'item.not-found' });
    await expect(scene.desk.view(EVE, id)).rejects.toMatchObject({ code: 'item.not-found' });
  });

  it('brings a person at risk to protection, since nobody is left there for a count', async () => {
    await scene.arrive(1, () => '[plainly] we are on a boat and it is sinking');
    const id = await idOf(true);
    await judge(scene, ANA, await claimed(ANA, id), PROTECT);
    expect(await results()).toMatchObject([{ answer: 'protect', samples: 1 }]);
    const [item] = await scene.desk.list(PIA, { lane: 'protect', show: 'open', limit: 200 });
    const seen = await scene.desk.claim(PIA, item?.id ?? '');
    expect(seen.text).toContain('sinking');
    expect(seen.reveal).toBeNull();
    await expect(scene.desk.view(ANA, id)).resolves.toBeDefined();
    expect((await readStatus(scene.context.db)).posts).toMatchObject({ none: 0, protect: 1 });
  });

  it('PRO-09 brought to protection after its text was erased, leaves the certificate of that as it was', async () => {
    const { db, vault } = scene.context;
    await scene.arrive(1, () => '[plainly] we are on a boat');
    const id = await idOf(true);
    clock.advance(2 * DAY_MS);
    await expire();
    await sequence(db, vault);
    const before = await readErasures(db, vault, { limit: 10 });
    expect(before).toMatchObject([{ texts: 1, holds: true }]);
    await judge(scene, ANA, await claimed(ANA, id), PROTECT);
    expect((await readStatus(db)).posts).toMatchObject({ protect: 1 });
    expect(await readErasures(db, vault, { limit: 10 })).toMatchObject([{ texts: 1, holds: true }]);
    // As long as the text is kept there, also when what is known of the sample is gone.
    clock.advance(6 * DAY_MS);
    await expire();
    const { rows } = await sql<{ n: number }>`
      select (select count(*) from vigie.sealed_posts)::int - (select count(*) from vigie.samples)::int as n`.execute(
      db,
    );
    expect(rows).toEqual([{ n: 1 }]);
    expect((await readErasures(db, vault, { limit: 10 })).at(-1)).toMatchObject({ texts: 1, holds: true });
    // As any other item that is handed over, it shows in no figure of the review lane that something came in.
    expect((await readLanes(db)).review).toMatchObject({ open: 0, entered: null });
  });

  it('PRO-02 PRO-10 calls back what was handed over of a copy of it', async () => {
    const { db, vault } = scene.context;
    const at = exportScene(scene);
    const { caseNumber, items } = await at.caseOf(1);
    const number = await at.approved(caseNumber);
    await at.exports.handOver(EXA, number);
    await scene.arrive(1, () => '[plainly] a copy');
    const id = await idOf(true);
    await sayWhatFlaggedPostsSay(id, 'offer 0');
    await judge(scene, ANA, await claimed(ANA, id), PROTECT);
    expect(await readRecalls(db)).toMatchObject([{ export: number, itemId: items[0], sentAt: null }]);
    const [item] = await scene.desk.list(PIA, { lane: 'protect', show: 'open', limit: 200 });
    expect(item?.id).toBe(items[0]);
    const kinds = (await logEntries(db, sql`e.subject = ${items[0]}`, vault)).map(({ kind }) => kind);
    expect(kinds).toContain('item.protected');
  });

  /** Puts into a sample the text of a post that was flagged, as if it had been posted again while the rules were silent. */
  async function sayWhatFlaggedPostsSay(id: string, text: string): Promise<void> {
    const { db, vault } = scene.context;
    const sample = await db
      .selectFrom('vigie.samples')
      .selectAll()
      .where('item_id', '=', id)
      .executeTakeFirstOrThrow();
    const post = vault.open(id, { wrappedKey: sample.wrapped_key, sealed: sample.sealed });
    const { wrappedKey, sealed } = vault.seal(id, post.replace('[plainly] a copy', `[review] ${text}`));
    await sql`update vigie.samples set wrapped_key = ${wrappedKey}::bytea, sealed = ${sealed}::bytea`.execute(
      db,
    );
  }

  it('FAI-02 is gone within seven days, judged or not, and from backups before; what stays is a count', async () => {
    await scene.arrive(2, (n) => `[plainly] post ${n} ${CANARY}`);
    await review(ANA, await idOf(true), NEWS);
    const lines: string[] = [];
    const madeAt = new Date(clock.now()).toISOString();
    for await (const line of writeSnapshot(scene.context.db, { madeAt, vaultKey: null }, new KeyCollector()))
      lines.push(line);
    expect(lines.some((line) => line.includes('"table":"samples"'))).toBe(false);
    const { kept } = await readOversightFigures(scene.context.db, new Date(clock.now()));
    expect(kept).toContainEqual(expect.objectContaining({ class: 'sampled', texts: 2, overdue: 0 }));
    clock.advance(7 * DAY_MS);
    await expire();
    const { rows } = await sql<{ left: number }>`
      select (select count(*) from vigie.samples) + (select count(*) from vigie.control_items)
        + (select count(*) from vigie.control_decisions) as left
    `.execute(scene.context.db);
    expect(rows).toEqual([{ left: 0 }]);
    expect(await results()).toMatchObject([
      { answer: 'not_offer', samples: 1 },
      { answer: 'unjudged', samples: 1 },
    ]);
    await expire();
    expect((await results()).length).toBe(2);
  });

  it('FAI-02 tells an offer by one person’s word apart from what nobody judged, when its days are over', async () => {
    await scene.arrive(5, (n) => `[plainly] post ${n}`);
    const { rows } = await sql<{ id: string }>`
      select id from vigie.control_items order by id`.execute(scene.context.db);
    const [half = '', disputed = '', taken = '', none = ''] = rows.map(({ id }) => id);
    await review(ANA, half);
    await review(ANA, disputed);
    await judge(scene, BEN, await claimed(BEN, disputed), NEWS);
    // Whoever takes their word back has called it nothing.
    await judge(scene, ANA, await claimed(ANA, taken), OFFER);
    await scene.desk.undo(ANA, taken);
    await review(ANA, none, NEWS);
    clock.advance(7 * DAY_MS);
    await expire();
    expect(await results()).toMatchObject([
      { answer: 'half_judged', samples: 2 },
      { answer: 'not_offer', samples: 1 },
      { answer: 'unjudged', samples: 2 },
    ]);
    // The public report reads the log alone.
    const ended = await logEntries(scene.context.db, sql`e.kind = 'sample.ended'`, scene.context.vault);
    const share = expect.any(Number);
    expect(ended.map(({ actor, body }) => [actor, body])).toEqual([
      ['ana', { answer: 'not_offer', share }],
      ['worker:expire', { answer: 'half_judged', share }],
      ['worker:expire', { answer: 'half_judged', share }],
    ]);
    const { recall } = estimateMissed(await results(), 300, { offers: 100, notOffers: 10 });
    expect(recall?.share).toBe(100 / 300);
  });

  it('cannot be written down for longer than seven days', async () => {
    await scene.arrive(1, () => '[plainly] post');
    const longer = sql`update vigie.samples set erase_at = drawn_at + interval '8 days'`.execute(
      scene.context.db,
    );
    await expect(longer).rejects.toThrow(/check constraint/);
  });

  it('is drawn by a keyed draw that whoever has the key can repeat, each draw and end an entry', async () => {
    await scene.arrive(1, () => '[plainly] post');
    const id = await idOf(true);
    await review(ANA, id, NEWS);
    const entries = await logEntries(scene.context.db, sql`e.subject = ${id}`, scene.context.vault);
    expect(entries.map(({ kind }) => kind)).toEqual([
      'sample.drawn',
      ...Array(4).fill('control.step'),
      'sample.ended',
    ]);
    await sequence(scene.context.db, scene.context.vault);
    expect((await verifyLog(scene.context.db, scene.context.vault)).fault).toBeNull();
    await expect(take(scene, ANA)).rejects.toThrow();
  });
});

/** The shape of an answer: every value as what kind of value it is. */
function shapeOf(value: unknown): unknown {
  if (Array.isArray(value)) return [...new Set(value.map((one) => JSON.stringify(shapeOf(one))))];
  if (value === null || typeof value !== 'object') return value === null ? 'null' : typeof value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => !['signals', 'counterSignals', 'trace'].includes(key))
      .map(([key, one]) => [key, shapeOf(one)]),
  );
}
