import { beforeEach, describe, expect, it } from 'vitest';
import { createFairness, type Fairness } from '../../../queue/fairness/index.ts';
import type { Quality } from '../../../queue/review/index.ts';
import { stagePosts } from '../../../workers/handlers/stage.ts';
import { COLUMNS } from '../../support/columns.ts';
import { deskScene } from '../../support/desk-scene.ts';
import { makeOffer, NEWS, reviewFirst } from '../../support/judgments.ts';
import { actorOf } from '../../support/people.ts';
import { TEST_POLICY } from '../../support/policy.ts';
import { drain } from '../../support/scoring.ts';

const ANA = actorOf('ana', ['reviewer']);
const EXA = actorOf('exa', ['exporter']);
const ADVERT = '[review] (fr) an advert';
const REPORT = '[review] (fr) a text of the news';
const FRENCH = { source_id: 'source', language: 'fr', script: 'Latn', corridor: 'none' };
const DAY_MS = 86_400_000;
const OCTOBER = Date.parse('2026-10-10T12:00:00Z');

describe.each(COLUMNS)('what was found of all offers, %s', (name) => {
  const scene = deskScene(name);
  let fairness: Fairness;
  let keys = 0;

  beforeEach(() => {
    const quality = { team: async () => [], alarms: async () => [] } as unknown as Quality;
    const { db } = scene.context;
    fairness = createFairness({ db, clock: scene.clock, policy: TEST_POLICY.fairness, quality });
  });

  /** Of ten posts that were drawn, each for ten, one was an offer. */
  const drawn = (month: Date) =>
    scene.context.db
      .insertInto('vigie.sample_results')
      .values([
        { ...FRENCH, month, answer: 'offer', share: 0.1, samples: 1 },
        { ...FRENCH, month, answer: 'not_offer', share: 0.1, samples: 9 },
      ])
      .execute();
  const until = (moment: number) => scene.clock.advance(moment - scene.clock.now());
  const french = async (withProtection: boolean) => {
    const { missed } = await fairness.report({ withProtection });
    return missed.find(({ language }) => language === 'fr');
  };

  it('FAI-02 counts the copies of these months, and not those of before, of adverts that were opened whenever', async () => {
    await posted(7, ADVERT);
    await makeOffer(scene, await opened());
    await posted(5, REPORT);
    await reviewFirst(scene, ANA, NEWS);
    until(OCTOBER);
    await scene.arrive(20, (n) => `(fr) quiet ${n}`);
    await posted(30, ADVERT);
    await posted(4, REPORT);
    await drawn(new Date('2026-10-01'));
    // Two of the twenty that nothing flagged were offers, by the sample.
    const found = await french(true);
    expect(found?.unflagged).toBe(20);
    expect(found?.missed?.posts).toBeCloseTo(2);
    expect(found?.recall?.share).toBeCloseTo(30 / 32);
    expect(found?.falsePositiveRate).toBeCloseTo(4 / (4 + 18));
  });

  it('PRO-09 counts for who works towards enforcement no copy of a month that runs, and none that is seen to go', async () => {
    until(OCTOBER);
    await scene.arrive(20, (n) => `(fr) quiet ${n}`);
    await posted(6, ADVERT);
    const advert = await opened();
    await makeOffer(scene, advert);
    await drawn(new Date('2026-10-01'));
    until(OCTOBER + 31 * DAY_MS);
    await posted(50, ADVERT);
    const before = await french(false);
    expect(before?.recall?.share).toBeCloseTo(6 / 8);
    await scene.desk.protect(EXA, advert, 'extortion');
    expect(await french(false)).toEqual(before);
    // Whoever may count protection sees it gone from the offers, copies and all.
    expect((await french(true))?.recall?.share).toBe(0);
    until(OCTOBER + 62 * DAY_MS);
    expect((await french(false))?.recall?.share).toBe(0);
  });

  /** So many times the same words, each a post of its own. */
  async function posted(count: number, text: string): Promise<void> {
    const copies = Array.from({ length: count }, () => {
      keys += 1;
      return { key: `copy-${keys}`, text };
    });
    await stagePosts(scene.context, 'source', copies, 'test');
    await drain(scene.column, scene.context);
  }

  /** The item that nobody has judged. */
  async function opened(): Promise<string> {
    const { id } = await scene.context.db
      .selectFrom('vigie.items')
      .select('id')
      .where('outcome', 'is', null)
      .executeTakeFirstOrThrow();
    return id;
  }
});
