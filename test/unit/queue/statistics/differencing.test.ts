import { describe, expect, it } from 'vitest';
import { FAMILY_STATES, type Figure, type OneOffTable } from '../../../../queue/contracts/index.ts';
import { differencingFault, heldStates, takenBackFault } from '../../../../queue/statistics/differencing.ts';
import { monthCounts } from '../../../../queue/statistics/month-counts.ts';
import { METHOD, releaseFile } from '../../../../queue/statistics/release-file.ts';
import { fc } from '../../../support/properties.ts';

const MONTH = '2026-05';

function figuresOf(family: Figure['family'], counts: Readonly<Record<string, number>>): Figure[] {
  return Object.entries(counts).map(([state, count]) => ({
    month: MONTH,
    family,
    state: state as Figure['state'],
    language: 'en',
    platform: 'feed',
    origin: 'unknown',
    destination: 'unknown',
    count,
  }));
}

function table(more: Partial<OneOffTable>): OneOffTable {
  return {
    kind: 'one-off',
    family: 'posts',
    rows: 'language',
    first: MONTH,
    last: MONTH,
    ...more,
  };
}

describe('what a report holds back', () => {
  const posts = figuresOf('posts', { none: 5000, review: 300 });

  it('STA-02 includes a lane that there was nothing of, and no table tells of it', () => {
    expect(heldStates(posts, 'posts', MONTH)).toEqual(['review', 'protect']);
    for (const spec of [table({ columns: 'state' }), table({ state: 'review', rows: 'platform' })])
      expect(differencingFault(spec, posts, [])?.found).toContain('whose report holds it back');
    expect(differencingFault(table({ state: 'none' }), posts, [])).toBeNull();
  });

  it('STA-02 keeps its place in a table by outcome, where leaving it out would say that there was nothing', () => {
    const outcomes = figuresOf('outcomes', {
      offer: 40,
      not_offer: 90,
      protect: 30,
      unresolved: 20,
    });
    const withheld = heldStates(outcomes, 'outcomes', MONTH);
    expect(withheld).toContain('expired');
    expect(withheld).not.toContain('protect');
    for (const spec of [
      table({ family: 'outcomes', rows: 'state' }),
      table({ family: 'outcomes', columns: 'state' }),
    ]) {
      expect(differencingFault(spec, outcomes, [])).toBeNull();
      const file = releaseFile(spec, outcomes, {
        method: METHOD,
        withheld,
        languages: [],
        platforms: [],
        seed: null,
      });
      const { rows, columns, rowTotals, columnTotals } = JSON.parse(String(file)).table;
      const [names, totals] = spec.rows === 'state' ? [rows, rowTotals] : [columns, columnTotals];
      for (const name of withheld) expect(totals[names.indexOf(name)], name).toBeNull();
      expect(names).toContain('expired');
    }
  });

  it('STA-02 is the same for reports and releases, whatever the counts', () => {
    const count = fc.oneof(fc.constant(0), fc.nat(30), fc.nat(5000));
    fc.assert(
      fc.property(fc.tuple(count, count, count, count, count), (counts) => {
        const states = FAMILY_STATES.outcomes.map((state, at) => [state, counts[at] ?? 0] as const);
        const figures = figuresOf('outcomes', Object.fromEntries(states.filter(([, n]) => n > 0)));
        const shown = monthCounts(figures, 'outcomes', MONTH).counts;
        const held = heldStates(figures, 'outcomes', MONTH);
        expect(held).toEqual(FAMILY_STATES.outcomes.filter((state) => shown[state] === null));
        for (const [state, n] of states) if (n < 10) expect(held).toContain(state);
      }),
    );
  });

  it('STA-02 refuses an exact table that has a cell below nothing: beside the report it would give what was taken back', () => {
    const some = figuresOf('outcomes', {
      offer: 40,
      not_offer: 30,
      protect: 20,
      unresolved: 20,
      expired: 15,
    });
    const english = (count: number) =>
      figuresOf('outcomes', { offer: 5, not_offer: 60 }).map((one) =>
        one.state === 'offer' ? { ...one, count } : one,
      );
    const both = (count: number) => [...some.map((one) => ({ ...one, language: 'fr' })), ...english(count)];
    const cross = table({ family: 'outcomes', columns: 'state' });
    expect(differencingFault(cross, both(5), [])).toBeNull();
    expect(differencingFault(cross, both(-3), [])?.expected).toBe('counts of which none is below nothing');
    // The other way of counting the same month: an outcome that is below nothing in all.
    const byLanguage = table({ family: 'outcomes' });
    expect(differencingFault(byLanguage, both(-3), [])).toBeNull();
    const less = [...some, ...figuresOf('outcomes', { expired: -17 })];
    expect(differencingFault(byLanguage, less, [])?.expected).toBe('counts of which none is below nothing');
    expect(takenBackFault(table({ family: 'items' }), figuresOf('items', { opened: -3 }))).toBeNull();
  });

  it('PRO-09 answers the same about items that were opened, however many of protection there were', () => {
    for (const protect of [0, 3, 40]) {
      const items = figuresOf('items', { opened: 100, protect });
      for (const state of [undefined, 'opened'] as const)
        expect(
          differencingFault(table({ family: 'items', state }), items, []),
          `${protect} ${state}`,
        ).toBeNull();
      const few = figuresOf('items', { opened: 8, protect });
      expect(differencingFault(table({ family: 'items' }), few, []), `${protect} of few`).not.toBeNull();
    }
  });
});
