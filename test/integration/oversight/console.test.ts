import { sql } from 'kysely';
import { beforeEach, describe, expect, it } from 'vitest';
import { sequence, signCheckpoint } from '../../../queue/log/index.ts';
import { createOversight, type Oversight } from '../../../queue/oversight/index.ts';
import { eraseItem, holdRule } from '../../../queue/storage/index.ts';
import { COLUMNS } from '../../support/columns.ts';
import { deskScene } from '../../support/desk-scene.ts';
import { makeOffer } from '../../support/judgments.ts';
import { logEntries } from '../../support/log.ts';
import { actorOf } from '../../support/people.ts';
import { MARKED_REPLAYER } from '../../support/reading-scenes.ts';
import { MARKED_SCORER } from '../../support/scoring.ts';

const OVE = actorOf('ove', ['oversight']);
const WHY = 'The lawfulness of this very decision was put in question.';
const CANARY = 'zilpzalp';
const PURPOSE = 'lawfulness';

describe.each(COLUMNS)('the oversight console, %s', (name) => {
  const scene = deskScene(name);
  let oversight: Oversight;
  beforeEach(async () => {
    oversight = createOversight({ ...scene.context, replayer: MARKED_REPLAYER });
    await scene.employ(OVE, actorOf('ana', ['reviewer']), actorOf('ben', ['reviewer']));
  });

  const db = () => scene.context.db;
  async function offer(): Promise<string> {
    await scene.arrive(1, () => `[review] ${CANARY}`);
    const id = await makeOffer(scene);
    await sequence(db(), scene.context.vault);
    return id;
  }
  const last = async () => (await logEntries(db(), sql`true`, scene.context.vault)).at(-1);

  it('ACC-05 shows how an item was handled without a word of the post', async () => {
    const id = await offer();
    const record = await oversight.record(OVE, id, PURPOSE);
    expect(record.item).toMatchObject({ id, outcome: 'offer', text: { state: 'kept' } });
    expect(record.assessment).toMatchObject({ release: MARKED_SCORER.release, holds: [], score: 12 });
    expect(record.steps.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['item.opened', 'item.claimed', 'item.judged', 'item.seconded']),
    );
    expect(record.steps.find(({ kind }) => kind === 'item.judged')?.actor).toBe('name of ana');
    expect(JSON.stringify(record)).not.toContain(CANARY);
    expect(await last()).toMatchObject({
      kind: 'log.read',
      body: { purpose: PURPOSE, entries: { about: id } },
    });
  });

  it('ACC-05 shows the post with a reason, which is an entry, and never without one', async () => {
    const id = await offer();
    for (const wrong of [
      { purpose: PURPOSE, reason: 'curious' },
      { purpose: 'curiosity', reason: WHY },
    ])
      expect(() => oversight.content(OVE, id, wrong as never)).toThrow();
    const read = await oversight.content(OVE, id, { purpose: PURPOSE, reason: WHY });
    expect(read.text).toBe(`[review] ${CANARY}`);
    expect(read.decisions.map(({ note }) => note)).toContain('names a way and a sum');
    expect(await last()).toMatchObject({
      kind: 'item.consulted',
      actor: 'ove',
      subject: id,
      body: { purpose: PURPOSE, reason: WHY },
    });
  });

  it.each([
    'reviewer',
    'adjudicator',
    'protection',
    'analyst',
    'exporter',
    'custodian',
    'operator',
    'administrator',
  ] as const)('ACC-01 is closed to %s', async (role) => {
    const other = actorOf('other', [role]);
    for (const step of [
      () => oversight.figures(other),
      () => oversight.audits(other),
      () => oversight.record(other, 'x', PURPOSE),
      () => oversight.content(other, 'x', { purpose: PURPOSE, reason: WHY }),
      () => oversight.readEntries(other, PURPOSE, { limit: 1 }),
    ])
      expect(step).toThrow(/who oversees/);
  });

  it('TRA-02 makes a past assessment again byte for byte, and says what the rules of today find', async () => {
    const id = await offer();
    const replay = await oversight.replay(OVE, id, PURPOSE);
    expect(replay).toMatchObject({
      verdict: 'same',
      isCommitted: true,
      difference: null,
      today: { difference: null },
    });
    const changed = createOversight({
      ...scene.context,
      replayer: {
        withRelease: async (post) => ({ ...MARKED_SCORER.score(post), score: 13 }),
        withToday: async (post) => ({ ...MARKED_SCORER.score(post), lane: 'none', score: 0, signals: [] }),
      },
    });
    const other = await changed.replay(OVE, id, PURPOSE);
    expect(other).toMatchObject({ verdict: 'differs', difference: { score: [12, 13], lost: [] } });
    expect(other.today?.difference).toMatchObject({
      lane: ['review', 'none'],
      lost: [{ rule: 'en.provider.test', start: 0, end: 8 }],
      gained: [],
    });
    expect(JSON.stringify(other)).not.toContain(CANARY);
    const unknown = createOversight({
      ...scene.context,
      replayer: { ...MARKED_REPLAYER, withRelease: async () => 'not-kept' },
    });
    expect(await unknown.replay(OVE, id, PURPOSE)).toMatchObject({ verdict: 'not-kept' });
    expect(await last()).toMatchObject({ kind: 'item.replayed', subject: id, body: { hasText: true } });
  });

  it('TRA-02 shows an assessment that was altered in the records', async () => {
    const id = await offer();
    await sql`update vigie.assessments set body = replace(body, '"score":12', '"score":2')`.execute(db());
    expect(await oversight.replay(OVE, id, PURPOSE)).toMatchObject({
      verdict: 'differs',
      isCommitted: false,
      difference: { score: [2, 12] },
    });
  });

  it('TRA-02 shows commitment, release and holds once the text is erased, and nothing else', async () => {
    const hold = { rule: 'en.other', reason: 'flags songs', actor: 'ana', now: new Date(scene.clock.now()) };
    await holdRule(db(), hold);
    const id = await offer();
    const { commitment } = await oversight.replay(OVE, id, PURPOSE);
    await sql`update vigie.rule_holds set lifted_at = now(), lifted_by = 'b', approved_at = now(), approved_by = 'a'`.execute(
      db(),
    );
    await db()
      .transaction()
      .execute((tx) => eraseItem(tx, id));
    const replay = await oversight.replay(OVE, id, PURPOSE);
    expect(replay).toEqual({
      text: { state: 'erased', class: null, at: null },
      release: MARKED_SCORER.release,
      holds: ['en.other'],
      commitment,
      index: expect.any(Number),
      isCommitted: null,
      verdict: 'erased',
      difference: null,
      today: null,
    });
    expect((await oversight.record(OVE, id, PURPOSE)).assessment?.holds).toEqual(['en.other']);
    await expect(oversight.content(OVE, id, { purpose: PURPOSE, reason: WHY })).rejects.toMatchObject({
      code: 'item.conflict',
    });
  });

  it('LOG-09 lists entries by kind, subject and time, and says what they say on record', async () => {
    const id = await offer();
    const { clock } = scene;
    await signCheckpoint(db(), scene.context.vault, new Date(clock.now()));
    const judged = await oversight.entries(OVE, { kind: 'item.judged', limit: 10 });
    expect(judged.entries).toMatchObject([{ kind: 'item.judged', subject: id }]);
    const about = await oversight.entries(OVE, { subject: id, limit: 3 });
    expect(about.entries).toHaveLength(3);
    expect(about.older).toBe(about.entries[2]?.index);
    const rest = await oversight.entries(OVE, { subject: id, limit: 50, before: about.older ?? 0 });
    expect(rest.entries[0]?.index).toBeLessThan(about.older ?? 0);
    const before = await oversight.entries(OVE, { to: new Date('2026-01-01'), limit: 5 });
    expect(before).toMatchObject({ entries: [], range: { start: 0, end: 0 } });
    const read = await oversight.readEntries(OVE, 'integrity', { kind: 'item.judged', limit: 10 });
    expect(read.entries).toMatchObject([{ actor: 'name of ana', body: { outcome: 'offer' } }]);
    const [position] = read.entries.map(({ index }) => index);
    expect(await last()).toMatchObject({
      kind: 'log.read',
      body: { purpose: 'integrity', entries: { first: position, last: position } },
    });
  });

  it('counts what is kept, erased and waits for a second person', async () => {
    const id = await offer();
    const figures = await oversight.figures(OVE);
    expect(figures.kept).toMatchObject([{ class: 'undecided', texts: 1, overdue: 0 }]);
    expect(figures.requests).toEqual([]);
    await sql`update vigie.items set state = 'agreed', outcome = null where id = ${id}`.execute(db());
    expect((await oversight.figures(OVE)).requests).toMatchObject([{ kind: 'override', subject: id }]);
  });
});
