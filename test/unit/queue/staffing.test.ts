import { describe, expect, it } from 'vitest';
import { covers, languagesOf } from '../../../queue/contracts/certificate.ts';
import type { Role } from '../../../queue/contracts/role.ts';
import { forbiddenAmong } from '../../../queue/contracts/role.ts';
import { isOverdue, staffingGaps } from '../../../queue/contracts/staffing.ts';
import { trainings } from '../../support/people.ts';

const NOW = Date.parse('2026-06-15T12:00:00Z');
const SINCE = '2026-06-13T12:00:00.000Z';

function person(id: string, roles: readonly Role[], state: 'active' | 'disabled' = 'active') {
  return { id, roles: [...roles], state, certificates: trainings(['ar', 'en']) };
}

/** Six people run everything, but for the second of two who hand evidence over: neither may have judged it. */
const SIX = [
  person('a', ['administrator', 'operator']),
  person('b', ['oversight']),
  person('c', ['protection']),
  person('d', ['reviewer', 'analyst']),
  person('e', ['reviewer', 'analyst', 'exporter']),
  person('f', ['adjudicator', 'custodian', 'exporter']),
];

const stepsOf = (gaps: readonly { step: string }[]) => gaps.map(({ step }) => step);

describe('the languages somebody may be given', () => {
  it('HUM-12 are those of current trainings, and none without rights and bias', () => {
    expect(languagesOf(trainings(['ar', 'fa']), NOW)).toEqual(['ar', 'fa']);
    for (const missing of ['rights', 'bias'])
      expect(
        languagesOf(
          trainings(['ar']).filter(({ training }) => training !== missing),
          NOW,
        ),
      ).toBe('none');
  });

  it('HUM-12 end with the last day of a training', () => {
    const certificates = trainings(['ar'], '2026-06-15');
    expect(languagesOf(certificates, Date.parse('2026-06-15T23:59:59Z'))).toEqual(['ar']);
    expect(languagesOf(certificates, Date.parse('2026-06-16T00:00:00Z'))).toBe('none');
  });

  it.each([
    [['ar'], 'ar', true],
    [['ar'], 'ar-Latn', true],
    [['ar-Latn'], 'ar', false],
    [['ar'], 'ary', false],
    [['fa'], 'ar', false],
    [[], 'und', true],
    ['none', 'und', false],
    ['none', 'ar', false],
  ] as const)('%j covers %s: %s', (languages, tag, expected) =>
    expect(covers(languages, tag)).toBe(expected),
  );
});

describe('a team', () => {
  it('of six can do all but hand evidence over, which takes a seventh, and nobody in it has two roles that exclude each other', () => {
    for (const { roles } of SIX) expect(forbiddenAmong(roles)).toEqual([]);
    expect(stepsOf(staffingGaps(SIX, [], NOW))).toEqual(['export']);
    const seven = [...SIX, person('g', ['exporter'])];
    expect(staffingGaps(seven, [], NOW)).toEqual([]);
  });

  it('that is empty can do nothing', () => {
    expect(stepsOf(staffingGaps([], [], NOW))).toHaveLength(10);
  });

  it('cannot judge twice or adjudicate with one reviewer, nor when the adjudicator is one of the two', () => {
    expect(stepsOf(staffingGaps([person('d', ['reviewer'])], [], NOW))).toEqual(
      expect.arrayContaining(['judge-again', 'adjudicate']),
    );
    const two = [person('d', ['reviewer', 'adjudicator']), person('e', ['reviewer'])];
    const steps = stepsOf(staffingGaps(two, [], NOW));
    expect(steps).not.toContain('judge-again');
    expect(steps).toContain('adjudicate');
  });

  it('does not count who is disabled, or whose trainings are over', () => {
    expect(stepsOf(staffingGaps([person('d', ['reviewer'], 'disabled')], [], NOW))).toContain('judge');
    const late = { ...person('d', ['reviewer']), certificates: trainings(['ar'], '2026-06-14') };
    expect(stepsOf(staffingGaps([late], [], NOW))).toContain('judge');
  });

  it('HUM-12 is told of a language in which items wait and that nobody may be given', () => {
    const open = [
      { lane: 'review', language: 'fa', open: 3, since: SINCE },
      { lane: 'review', language: 'ar-Latn', open: 1, since: SINCE },
      { lane: 'protect', language: 'fa', open: 1, since: SINCE },
    ] as const;
    expect(staffingGaps([...SIX, person('g', ['exporter'])], open, NOW)).toEqual([
      { step: 'judge', needs: ['reviewer'], language: 'fa', waiting: { open: 3, since: SINCE } },
      { step: 'protect', needs: ['protection'], language: 'fa', waiting: { open: 1, since: SINCE } },
    ]);
  });

  it('HUM-12 holds for overdue what waits for a reader for longer than the policy allows', () => {
    const open = [{ lane: 'review', language: 'fa', open: 3, since: SINCE }] as const;
    const [gap] = staffingGaps([...SIX, person('g', ['exporter'])], open, NOW);
    const late = (hours: number) => gap !== undefined && isOverdue(gap, hours, NOW);
    expect([late(47), late(48), late(49)]).toEqual([true, false, false]);
  });
});
