import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Entry } from '../../../queue/contracts/index.ts';
import { sequence } from '../../../queue/log/index.ts';
import { checkDraws, createOversight, type Oversight } from '../../../queue/oversight/index.ts';
import { COLUMNS } from '../../support/columns.ts';
import { deskScene } from '../../support/desk-scene.ts';
import { NEWS, reviewFirst } from '../../support/judgments.ts';
import { logEntries } from '../../support/log.ts';
import { actorOf } from '../../support/people.ts';
import { MARKED_REPLAYER } from '../../support/reading-scenes.ts';

const OVE = actorOf('ove', ['oversight']);
const ANA = actorOf('ana', ['reviewer']);
const JUDGED = 12;

describe.each(COLUMNS)('audits, %s', (name) => {
  const scene = deskScene(name);
  let oversight: Oversight;
  beforeEach(async () => {
    oversight = createOversight({ ...scene.context, replayer: MARKED_REPLAYER });
    await scene.employ(OVE, ANA);
    await scene.arrive(JUDGED, (at) => `[review] ${at}`);
    for (let at = 0; at < JUDGED; at += 1) await reviewFirst(scene, ANA, NEWS);
    await settle();
  });

  const settle = () => sequence(scene.context.db, scene.context.vault);
  async function entries(): Promise<{ index: number; entry: Entry }[]> {
    await settle();
    const all = await logEntries(scene.context.db, sql`true`, scene.context.vault);
    return all.map((entry, index) => ({ index, entry }));
  }
  async function* each(list: { index: number; entry: Entry }[]) {
    yield* list;
  }
  const announce = (wanted: number) => oversight.announce(OVE, { purpose: 'lawfulness', wanted });

  it('commits to a secret before the draw, and draws what anybody draws again from the log', async () => {
    const id = await announce(5);
    const announced = (await entries()).at(-1);
    expect(announced?.entry).toMatchObject({ kind: 'audit.announced', body: { audit: id, wanted: 5 } });
    expect(JSON.stringify(announced)).not.toContain('secret');
    const audit = await oversight.draw(OVE, id, { words: 'dice: 4 2 6' });
    const { draw } = audit;
    expect(draw?.population).toBe(JUDGED);
    expect(draw?.picks).toHaveLength(5);
    expect(new Set(draw?.picks.map(({ index }) => index)).size).toBe(5);
    expect(draw?.picks.every(({ kind }) => kind === 'item.judged')).toBe(true);

    // By hand, from what the log says and nothing else.
    const log = await entries();
    const drawn = log.at(-1)?.entry.body;
    const { secret, words, picks } = (drawn ?? {}) as { secret: string; words: string; picks: number[] };
    const hash = (...parts: (Buffer | string)[]) =>
      createHash('sha256')
        .update(Buffer.concat(parts.map((part) => Buffer.from(part as string))))
        .digest();
    expect(hash(Buffer.from(secret, 'hex')).toString('hex')).toBe(announced?.entry.body.commitment);
    const seed = hash('vigie-audit-1\n', Buffer.from(secret, 'hex'), words);
    const judged = log.filter(({ entry }) => entry.kind === 'item.judged').map(({ index }) => index);
    const keyOf = (position: number) => {
      const bytes = Buffer.alloc(8);
      bytes.writeBigUInt64BE(BigInt(position));
      return hash(seed, bytes).toString('hex');
    };
    const byHand = judged.toSorted((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1)).slice(0, 5);
    expect(picks).toEqual(byHand);
    expect(draw?.picks.map(({ index }) => index)).toEqual(byHand);
    expect((await checkDraws(each(log))).draws).toMatchObject([{ audit: id, fault: null, picks: byHand }]);
  });

  it('draws once, and only from the stretch that was announced', async () => {
    const id = await announce(200);
    await scene.arrive(1, () => '[review] later');
    await reviewFirst(scene, ANA, NEWS);
    await settle();
    expect((await oversight.draw(OVE, id, { words: 'a' })).draw?.population).toBe(JUDGED);
    await expect(oversight.draw(OVE, id, { words: 'b' })).rejects.toMatchObject({ code: 'item.conflict' });
    await expect(oversight.draw(OVE, 999, { words: 'b' })).rejects.toMatchObject({ code: 'item.not-found' });
    await expect(oversight.audit(OVE, 999)).rejects.toMatchObject({ code: 'item.not-found' });
    expect(await oversight.audits(OVE)).toHaveLength(1);
  });

  it.each<[string, (entry: Entry) => Entry]>([
    ['another secret', (entry) => ({ ...entry, body: { ...entry.body, secret: '00'.repeat(32) } })],
    ['other words', (entry) => ({ ...entry, body: { ...entry.body, words: 'chosen afterwards' } })],
    ['other judgments', (entry) => ({ ...entry, body: { ...entry.body, picks: [1, 2, 3] } })],
    ['another population', (entry) => ({ ...entry, body: { ...entry.body, population: 3 } })],
    ['an announcement that never was', (entry) => ({ ...entry, body: { ...entry.body, audit: 77 } })],
  ])('tells a draw with %s', async (_what, harm) => {
    await oversight.draw(OVE, await announce(3), { words: 'dice' });
    const log = (await entries()).map(({ index, entry }) => ({
      index,
      entry: entry.kind === 'audit.drawn' ? harm(entry) : entry,
    }));
    const { draws } = await checkDraws(each(log));
    expect(draws).toHaveLength(1);
    expect(draws[0]?.fault).toEqual(expect.stringMatching(/^expected/));
  });

  it('tells an audit that was drawn twice, announced twice, or over judgments to come', async () => {
    await oversight.draw(OVE, await announce(3), { words: 'dice' });
    const log = await entries();
    const [announced, drawn] = ['audit.announced', 'audit.drawn'].map((kind) =>
      log.find(({ entry }) => entry.kind === kind),
    );
    if (announced === undefined || drawn === undefined) throw new Error('expected both entries');
    const faultsOf = async (given: typeof log) =>
      (await checkDraws(each(given))).draws.map(({ fault }) => fault);
    const again = { ...drawn, index: drawn.index + 1 };
    expect(await faultsOf([...log, again])).toEqual([null, expect.stringContaining('found a second')]);
    const beside = { ...announced, index: announced.index + 1 };
    expect(await faultsOf(log.flatMap((one) => (one === announced ? [one, beside] : [one])))).toEqual([
      expect.stringContaining('found another after it'),
    ]);
    const early = { ...announced, index: Number(announced.entry.body.end) - 1 };
    expect(await faultsOf(log.map((one) => (one === announced ? early : one)))).toEqual([
      expect.stringContaining('found some to come'),
    ]);
  });

  it('draws every judgment as often as any other', async () => {
    const counts = new Map<number, number>();
    const id = await announce(3);
    const { drawFrom, seedOf } = await import('../../../queue/oversight/draw.ts');
    const population = Array.from({ length: 10 }, (_, at) => at * 7);
    for (let turn = 0; turn < 2000; turn += 1)
      for (const pick of drawFrom(seedOf(Buffer.alloc(32, turn % 256), `${id} ${turn}`), population, 3))
        counts.set(pick, (counts.get(pick) ?? 0) + 1);
    // 2000 draws of 3 in 10: 600 each, give or take 4.5 standard deviations.
    for (const position of population) expect(Math.abs((counts.get(position) ?? 0) - 600)).toBeLessThan(92);
  });
});
