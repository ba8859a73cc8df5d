import { describe, expect, it } from 'vitest';
import type { ProbedLanguage, ProbedRule } from '../../../../queue/contracts/index.ts';
import { type CoverageFacts, classifyCoverage } from '../../../../queue/sight/classify.ts';
import { fc } from '../../../support/properties.ts';

const FROM = '2026-10';

function source(id: string, state: CoverageFacts['sources'][number]['state'] = 'ok', isEnabled = true) {
  return {
    id,
    kind: 'feed' as CoverageFacts['sources'][number]['kind'],
    isEnabled,
    state,
    reason: state === 'blocked' ? 'captcha' : null,
    lastYieldAt: null,
    lastOkAt: state === 'ok' ? '2026-11-25T01:50:00.000Z' : null,
  };
}

function posts(from: string, language: string, month = '2026-11', corridor = 'none', count = 50) {
  return { month, source: from, language, corridor, posts: count, flagged: 1 };
}

function language(tag: string, found: number, more: Partial<ProbedLanguage> = {}): ProbedLanguage {
  const all = { n: 3, right: 3 };
  return { language: tag, offers: { n: 3, right: found }, harmless: all, atRisk: all, lostTo: [], ...more };
}

function classify(more: Partial<CoverageFacts> = {}) {
  return classifyCoverage({
    from: FROM,
    sources: [source('board'), source('wall', 'blocked')],
    isStopped: false,
    content: [],
    finds: [],
    probes: { languages: [language('en', 3), language('ar', 3)], rules: [] },
    ...more,
  });
}

describe('the coverage map', () => {
  it('calls quiet what nothing comes from and what would be seen, and blind what would not', () => {
    const { sources, languages, cells } = classify({
      content: [posts('board', 'en'), posts('board', 'ar', '2026-04'), posts('wall', 'ar')],
    });
    expect(sources).toMatchObject([
      { source: 'board', state: 'seen', posts: 50, lastMonth: '2026-11' },
      { source: 'wall', state: 'blind', reason: 'source', about: ['blocked', 'captcha'] },
    ]);
    expect(cells.map(({ language: tag, source: id, state }) => [tag, id, state])).toEqual([
      ['ar', 'board', 'quiet'],
      ['ar', 'wall', 'blind'],
      ['en', 'board', 'seen'],
    ]);
    expect(languages.map(({ language: tag, state, lastMonth }) => [tag, state, lastMonth])).toEqual([
      ['ar', 'seen', '2026-11'],
      ['en', 'seen', '2026-11'],
    ]);
  });

  it.each<[string, Partial<ProbedLanguage>, readonly ProbedRule[], string | null, readonly string[]]>([
    ['a hold hides all its offers', { lostTo: ['en.x'] }, [], 'held', ['en.x']],
    ['a rule fails to run', {}, [{ rule: 'en.y', language: 'en', answer: 'errored' }], 'errored', ['en.y']],
    ['no offer is found', {}, [], 'missed', []],
    [
      'a harmless post is flagged',
      { offers: { n: 3, right: 3 }, harmless: { n: 3, right: 2 } },
      [],
      'overreaches',
      [],
    ],
    ['one offer is found', { offers: { n: 3, right: 1 } }, [], null, []],
  ])('says why a language is blind: %s', (_what, probe, rules, reason, about) => {
    const { languages, cells } = classify({
      content: [posts('board', 'en')],
      probes: { languages: [language('en', 0, probe)], rules },
    });
    expect(languages[0]).toMatchObject({ state: reason === null ? 'seen' : 'blind', reason, about });
    expect(cells[0]?.reason).toBe(reason);
  });

  it('does not call quiet what nothing shows to be seen', () => {
    const { languages, sources } = classify({
      sources: [source('fresh', 'new'), source('off', 'ok', false)],
      probes: { languages: [language('ht', 0, { offers: { n: 0, right: 0 } })], rules: [] },
    });
    expect(languages).toMatchObject([{ language: 'ht', state: 'unproved', reason: null }]);
    expect(sources).toMatchObject([
      { source: 'fresh', state: 'unproved' },
      { source: 'off', state: 'blind', about: ['off'] },
    ]);
  });

  it('calls nothing quiet while no source is heard, and leaves out examples that were never switched on', () => {
    const speaks: ProbedRule = { rule: 'en.x', language: 'en', answer: 'speaks' };
    const probes = { languages: [language('en', 3)], rules: [speaks] };
    const told = (sources: CoverageFacts['sources'], isStopped = false) => {
      const map = classify({ sources, isStopped, probes });
      return [map.languages[0], map.rules[0]].map((one) => [one?.state, one?.reason, ...(one?.about ?? [])]);
    };
    const example = source('example', 'new', false);
    const file = { ...source('file'), kind: 'import' as const };
    expect(told([source('board')])).toEqual([
      ['quiet', null],
      ['quiet', null],
    ]);
    for (const none of [[], [example]])
      expect(told(none)).toEqual([
        ['blind', 'all-sources', 'off'],
        ['unproved', null],
      ]);
    for (const unheard of [file, source('fresh', 'new')])
      expect(told([unheard])).toEqual([
        ['unproved', null],
        ['unproved', null],
      ]);
    expect(told([source('wall', 'blocked'), source('over', 'ok', false)])[0]).toEqual([
      'blind',
      'all-sources',
      'blocked',
      'captcha',
      'off',
    ]);
    expect(told([source('board'), file], true)).toEqual([
      ['blind', 'all-sources', 'stopped'],
      ['unproved', null],
    ]);
    expect(classify({ sources: [source('board'), example] }).sources).toHaveLength(1);
  });

  it('takes a route and a language for blind where all ways to them are, and for seen where one is not', () => {
    const ways = [posts('wall', 'ar', '2026-11', 'TR-GR'), posts('gone', 'en', '2026-11', 'TR-GR')];
    const blind = classify({ content: ways });
    expect(blind.routes).toEqual([
      {
        route: 'TR-GR',
        state: 'blind',
        reason: 'all-sources',
        about: ['blocked', 'captcha', 'gone'],
        posts: 100,
        flagged: 2,
        lastMonth: '2026-11',
      },
    ]);
    expect(blind.languages.map(({ state, reason }) => [state, reason])).toEqual([
      ['blind', 'source'],
      ['blind', 'source'],
    ]);
    const { routes } = classify({ content: [...ways, posts('board', 'ar', '2026-05', 'TR-GR')] });
    expect(routes).toMatchObject([{ state: 'seen', posts: 100 }]);
  });

  it('tells rules that answer and found nothing from those that would not answer', () => {
    const rules: ProbedRule[] = [
      { rule: 'shared.price', language: 'en', answer: 'speaks' },
      { rule: 'shared.price', language: 'ar', answer: 'speaks' },
      { rule: 'en.x', language: 'en', answer: 'held' },
    ];
    const finds = [{ month: '2026-11', source: 'board', language: 'en', rule: 'shared.price', items: 4 }];
    const told = classify({ finds, probes: { languages: [], rules } });
    expect(told.rules).toMatchObject([
      { language: 'en', state: 'seen', posts: 4, sources: ['board'] },
      { language: 'ar', state: 'quiet', posts: 0, sources: [] },
      { rule: 'en.x', state: 'blind', reason: 'held', about: ['en.x'] },
    ]);
  });

  it('never calls quiet or seen what a probe or a source says is blind, and loses no post', () => {
    const tag = fc.constantFrom('ar', 'en', 'fr');
    const id = fc.constantFrom('board', 'wall', 'gone');
    const month = fc.constantFrom('2026-03', '2026-09', '2026-10', '2026-11');
    const row = fc.record({
      month,
      source: id,
      language: tag,
      corridor: fc.constantFrom('none', 'TR-GR'),
      posts: fc.integer({ min: 1, max: 500 }),
      flagged: fc.constant(0),
    });
    const probe = fc.record({
      offers: fc.integer({ min: 0, max: 3 }),
      harmless: fc.integer({ min: 2, max: 3 }),
    });
    fc.assert(
      fc.property(fc.array(row), fc.dictionary(tag, probe), (content, probes) => {
        const languages = Object.entries(probes).map(([one, { offers, harmless }]) =>
          language(one, offers, { harmless: { n: 3, right: harmless } }),
        );
        const map = classify({ content, probes: { languages, rules: [] } });
        const isBlindLanguage = (one: string) =>
          languages.some(
            ({ language: own, offers, harmless }) =>
              own === one && (offers.right === 0 || harmless.right < harmless.n),
          );
        for (const cell of map.cells)
          expect(cell.state === 'blind').toBe(cell.source !== 'board' || isBlindLanguage(cell.language));
        for (const one of map.languages) if (isBlindLanguage(one.language)) expect(one.state).toBe('blind');
        const now = content.filter((one) => one.month >= FROM).reduce((sum, one) => sum + one.posts, 0);
        const sum = (rows: readonly { posts: number }[]) => rows.reduce((all, one) => all + one.posts, 0);
        expect(sum(map.cells)).toBe(now);
        expect(sum(map.languages)).toBe(now);
        for (const { state, posts: count, lastMonth } of map.cells) {
          if (state === 'seen') expect(count).toBeGreaterThan(0);
          if (state === 'quiet') expect(count).toBe(0);
          expect(lastMonth).not.toBeNull();
        }
      }),
    );
  });
});
