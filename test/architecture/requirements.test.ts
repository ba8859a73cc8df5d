import { describe, expect, it } from 'vitest';
import { findNamedTests } from '../requirements/find-tests.ts';
import { REQUIREMENTS } from '../requirements/requirements.ts';
import { requirementsTable } from '../requirements/requirements-table.ts';
import { ROOT, sourceText } from './support/source-files.ts';

const tests = findNamedTests(ROOT, 'test');
const namedIn = (id: string) => tests.filter((test) => test.id === id);

describe('the table of requirements', () => {
  it('says what the tests say: "npm run requirements" writes it', () => {
    expect(sourceText('docs/rights/requirements.md')).toBe(requirementsTable(REQUIREMENTS, tests));
  });

  it('names every requirement once, in order', () => {
    const ids = REQUIREMENTS.map(({ id }) => id);
    const family = (name: string, count: number) =>
      Array.from({ length: count }, (_, at) => `${name}-${String(at + 1).padStart(2, '0')}`);
    const counts = {
      PUR: 8,
      MIN: 9,
      PRO: 11,
      HUM: 13,
      CON: 5,
      RET: 7,
      ACC: 8,
      WEL: 5,
      REP: 12,
      LOG: 13,
      FAI: 9,
      TRA: 6,
      EVI: 16,
      PRE: 9,
      STA: 7,
      EVA: 7,
    };
    expect(ids).toEqual(Object.entries(counts).flatMap(([name, count]) => family(name, count)));
  });

  it('has a test for each that does not wait, and none for one that does', () => {
    const untested = REQUIREMENTS.filter(
      ({ id, waitsFor }) => waitsFor === undefined && namedIn(id).length === 0,
    );
    expect(untested).toEqual([]);
    const early = REQUIREMENTS.filter(({ id, waitsFor }) => waitsFor !== undefined && namedIn(id).length > 0);
    expect(early).toEqual([]);
  });

  it('knows every id that a test names', () => {
    const known = new Set(REQUIREMENTS.map(({ id }) => id));
    expect(tests.filter(({ id }) => !known.has(id))).toEqual([]);
  });
});
