import { sql } from 'kysely';
import { beforeEach, describe, expect, it } from 'vitest';
import { type Coverage, createCoverage } from '../../../queue/sight/index.ts';
import { holdRule, liftRule, stopWork } from '../../../queue/storage/index.ts';
import { COLUMNS } from '../../support/columns.ts';
import { deskScene } from '../../support/desk-scene.ts';
import { MARKED_SCORER } from '../../support/scoring.ts';

const RULE = 'en.provider.test';

describe.each(COLUMNS)('coverage of real records, %s', (name) => {
  const scene = deskScene(name);
  const db = () => scene.context.db;
  let probed: (readonly string[])[];
  let coverage: Coverage;

  beforeEach(async () => {
    probed = [];
    coverage = createCoverage({
      db: db(),
      clock: scene.clock,
      async probe(holds) {
        probed.push(holds);
        const lane = MARKED_SCORER.score({ text: '[review] an invented offer' }).lane;
        const isFound = lane === 'review' && !holds.includes(RULE);
        const all = { n: 1, right: 1 };
        return {
          release: 'test-release',
          checkedLanguages: ['fr'],
          languages: ['fr', 'ar'].map((language) => ({
            language,
            offers: { n: 1, right: isFound ? 1 : 0 },
            harmless: all,
            atRisk: all,
            lostTo: isFound ? [] : [RULE],
          })),
          rules: [{ rule: RULE, language: 'fr', answer: isFound ? 'speaks' : 'held' }],
        };
      },
    });
    await sql`insert into vigie.sources (source_id, kind, enabled, state) values ('source', 'feed', true, 'ok')
      on conflict (source_id) do update set kind = 'feed', enabled = true, state = 'ok'`.execute(db());
  });

  it('counts what came by counters, and keeps nothing of what it probes with', async () => {
    await scene.arrive(8, (at) => `${at < 2 ? '[review] [TR>GR]' : ''} (fr) post ${at}`);
    const before = await everything();
    const report = await coverage.report();
    expect(report).toMatchObject({ from: '2026-05-01', to: '2026-06-01', since: '2025-07-01' });
    expect(report.cells).toMatchObject([
      { language: 'fr', source: 'source', state: 'seen', posts: 8, flagged: 2, lastMonth: '2026-06' },
    ]);
    expect(report.languages).toMatchObject([
      { language: 'ar', state: 'quiet', posts: 0 },
      { language: 'fr', state: 'seen', posts: 8 },
    ]);
    expect(report.routes).toMatchObject([{ route: 'TR-GR', state: 'seen', posts: 2 }]);
    expect(report.rules).toMatchObject([{ rule: RULE, state: 'seen', posts: 2, sources: ['source'] }]);
    expect(await everything()).toEqual(before);
  });

  it('is blind from a hold on, and quiet when months go by without posts', async () => {
    await scene.arrive(3, (at) => `(fr) post ${at}`);
    await coverage.report();
    await coverage.report();
    expect(probed).toEqual([[]]);
    const at = { rule: RULE, now: new Date(scene.clock.now()) };
    await holdRule(db(), { ...at, actor: 'ana', reason: 'flags songs' });
    const held = await coverage.report();
    expect(probed).toEqual([[], [RULE]]);
    expect(held.languages.map(({ state, reason, about }) => [state, reason, about])).toEqual([
      ['blind', 'held', [RULE]],
      ['blind', 'held', [RULE]],
    ]);
    expect(held.cells).toMatchObject([{ state: 'blind', reason: 'held', posts: 3 }]);
    for (const actor of ['ana', 'ben']) await liftRule(db(), { ...at, actor, author: undefined });
    scene.clock.advance(100 * 86_400_000);
    expect((await coverage.report()).cells).toMatchObject([
      { state: 'quiet', posts: 0, lastMonth: '2026-06' },
    ]);
    await sql`update vigie.sources set state = 'blocked', reason = 'captcha'`.execute(db());
    expect((await coverage.report()).cells).toMatchObject([
      { state: 'blind', reason: 'source', about: ['blocked', 'captcha'] },
    ]);
  });

  it('says quiet of nothing while all work is stopped', async () => {
    await scene.arrive(3, (at) => `(fr) post ${at}`);
    await stopWork(db(), { actor: 'ana', now: new Date(scene.clock.now()), reason: 'in doubt' });
    const { sources, languages, cells } = await coverage.report();
    for (const one of [...sources, ...languages, ...cells])
      expect(one).toMatchObject({ state: 'blind', about: ['stopped'] });
  });

  /** Everything that a post, a figure or an entry would leave. */
  async function everything(): Promise<unknown> {
    const { rows } = await sql`
      select (select count(*) from vigie.posts) as posts, (select count(*) from vigie.items) as items,
        (select sum(change) from vigie.content_counts) as counted, (select sum(change) from vigie.figures) as figures,
        (select count(*) from vigie.flag_facts) as facts, (select count(*) from vigie.log_entries) as entries
    `.execute(db());
    return rows;
  }
});
