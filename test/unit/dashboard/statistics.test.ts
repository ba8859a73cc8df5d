import { afterAll, describe, expect, it, vi } from 'vitest';
import { createApp } from '../../../dashboard/app.ts';
import { csvOf } from '../../../dashboard/web/charts/csv.ts';
import { everyFew, roundUp } from '../../../dashboard/web/charts/scale.ts';
import { CENTRES, MAP_HEIGHT, MAP_WIDTH, project } from '../../../dashboard/web/charts/world.ts';
import { statisticsEn } from '../../../dashboard/web/messages/statistics/statistics-en.ts';
import { speak } from '../../../dashboard/web/state/locale.ts';
import { listed } from '../../../dashboard/web/state/statistics-names.ts';
import { loadStatisticsWords } from '../../../dashboard/web/state/statistics-words.ts';
import {
  FAMILY_STATES,
  type Figure,
  NAMED_REGIONS,
  Region,
  regionOf,
  type StatisticsView,
  TableDimension,
} from '../../../queue/contracts/index.ts';
import { manualClock } from '../../../queue/runtime/clock.ts';
import { overviewOf } from '../../../queue/statistics/index.ts';
import { demoFigures } from '../../support/demo-figures.ts';
import { get } from './support/call.ts';
import { demoContext, signedIn } from './support/demo-context.ts';

// Names of languages ask what the desk said once at start, which asks for its page's address where it is loaded.
vi.hoisted(() => {
  vi.stubGlobal('location', new URL('http://desk.test/'));
});

afterAll(() => {
  vi.unstubAllGlobals();
});

describe('the page of statistics', () => {
  it('has a name for every part of the world, lane, outcome and dimension, and a place on the map', () => {
    const wanted = [
      ...Region.options.map((region) => `region.${region}`),
      ...Object.values(FAMILY_STATES)
        .flat()
        .map((state) => `state.${state}`),
      ...TableDimension.options.map((one) => `dimension.${one}`),
    ];
    expect(wanted.filter((key) => !Object.hasOwn(statisticsEn, key))).toEqual([]);
    expect(Object.keys(CENTRES).toSorted()).toEqual([...NAMED_REGIONS].toSorted());
    for (const centre of Object.values(CENTRES)) {
      const { x, y } = project(centre);
      expect(x > 0 && x < MAP_WIDTH && y > 0 && y < MAP_HEIGHT).toBe(true);
    }
  });

  it('STA-05 counts no country: each belongs to a part of the world', () => {
    expect(['TR', 'GR', 'AF', 'EU', 'ZZ', null].map(regionOf)).toEqual([
      'western-asia',
      'southern-europe',
      'southern-asia',
      'europe',
      'unknown',
      'unknown',
    ]);
  });

  it('shows no count from 1 to 9 in a table, and nothing of protection to whoever may not count it', () => {
    const now = new Date('2026-06-15T00:00:00Z');
    const figures = demoFigures(now).filter(({ month }) => month === '2026-06');
    const range = { first: '2026-06', last: '2026-06' };
    const { corridors, languages, trends } = overviewOf(figures, range, { withProtection: false, now });
    expect(languages?.columns).toEqual(['none', 'review']);
    expect(trends.map(({ state }) => state)).not.toContain('protect');
    expect(corridors?.rows).not.toContain('eastern-africa>northern-africa');
    const counts = [...(corridors?.cells ?? []), ...(languages?.cells ?? [])].flat();
    expect(counts.filter((count) => count !== null && count > 0 && count < 10)).toEqual([]);
    expect(overviewOf(figures, range, { withProtection: true, now }).languages?.columns).toContain('protect');
  });

  it('PRO-09 shows nothing that the protection lane could be worked out from', () => {
    const range = { first: '2026-06', last: '2026-06' } as const;
    const of = (family: Figure['family'], state: Figure['state'], count: number): Figure => ({
      month: '2026-06',
      family,
      state,
      language: 'en',
      platform: 'feed',
      origin: 'unknown',
      destination: 'unknown',
      count,
    });
    const figures = [
      of('posts', 'review', 12),
      of('posts', 'protect', 9),
      of('items', 'opened', 12),
      of('items', 'protect', 9),
    ];
    const stepsFor = (withProtection: boolean, now = new Date('2026-07-01T01:00:00Z')) =>
      overviewOf(figures, range, { withProtection, now }).funnel.map(({ step, count }) => [step, count]);
    expect(stepsFor(false)).toEqual(
      expect.arrayContaining([
        ['flagged', 12],
        ['items', 12],
      ]),
    );
    expect(stepsFor(true)).toEqual(
      expect.arrayContaining([
        ['flagged', 21],
        ['items', 21],
      ]),
    );
    // Before a month is over its items are seen to go, one by one.
    const meanwhile = new Date('2026-06-15T00:00:00Z');
    expect(stepsFor(false, meanwhile).map(([step]) => step)).toEqual(['posts', 'flagged']);
    const { trends } = overviewOf(figures, range, { withProtection: false, now: meanwhile });
    expect(new Set(trends.map(({ family }) => family))).toEqual(new Set(['posts']));
    expect(stepsFor(true, meanwhile)).toEqual(stepsFor(true));
  });

  it('ends with the last month that is over for whoever sees posts alone of the one that runs', async () => {
    const clock = manualClock(Date.parse('2026-06-15T00:00:00Z'));
    const lastFor = async (role: 'analyst' | 'oversight', query = '') => {
      const app = createApp(demoContext({ person: signedIn('ora', [role]), clock }));
      const { last } = (await (await get(app, `/api/statistics${query}`)).json()) as StatisticsView;
      return last;
    };
    expect(await lastFor('analyst')).toBe('2026-05');
    expect(await lastFor('analyst', '?last=2026-06')).toBe('2026-06');
    expect(await lastFor('analyst', '?first=2026-06')).toBe('2026-06');
    expect(await lastFor('oversight')).toBe('2026-06');
  });

  it('says of no offers that they hire carriers where none are shown, and that months of before did not count it', async () => {
    const clock = manualClock(Date.parse('2026-06-15T00:00:00Z'));
    const hiringFor = async (role: 'analyst' | 'oversight') => {
      const app = createApp(demoContext({ person: signedIn('ora', [role]), clock }));
      const answer = await get(app, '/api/statistics?first=2026-05&last=2026-06');
      return ((await answer.json()) as StatisticsView).hiring;
    };
    expect(await hiringFor('analyst')).toBeNull();
    expect(await hiringFor('oversight')).toEqual({ counts: [null, null], total: 0, firstCounted: null });
  });

  it.each([
    ['fr', 'Ourdou 12\u00a0; arabe 10'],
    ['ar', 'Ourdou 12؛ arabe 10'],
    ['en', 'Ourdou 12; arabe 10'],
  ] as const)('parts names in a sentence as %s does', async (id, sentence) => {
    await speak(id);
    await loadStatisticsWords();
    expect(listed(['Ourdou 12', 'arabe 10'])).toBe(sentence);
  });

  it('writes tables as RFC 4180 has them, and no formula', () => {
    const table = {
      head: ['a', 'b'],
      rows: [
        ['x, "y"', 3],
        ['=1+1', null],
      ],
    };
    expect(csvOf(table)).toBe('\ufeffa,b\r\n"x, ""y""",3\r\n\'=1+1,\r\n');
  });

  it('ends its axes at round numbers and writes the last label', () => {
    expect([0, 5, 7, 23, 101, 5000].map(roundUp)).toEqual([5, 5, 10, 50, 200, 5000]);
    expect(everyFew(['a', 'b', 'c', 'd', 'e'], 2)).toEqual([null, 'b', null, null, 'e']);
  });
});
