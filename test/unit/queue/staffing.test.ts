import { describe, expect, it } from 'vitest';
import { covers, languagesOf } from '../../../queue/contracts/certificate.ts';
import { forbiddenAmong, Role } from '../../../queue/contracts/role.ts';
import { isOverdue, staffingGaps } from '../../../queue/contracts/staffing.ts';
import { trainings } from '../../support/people.ts';

const NOW = Date.parse('2026-06-15T12:00:00Z');
const SINCE = '2026-06-13T12:00:00.000Z';

function person(id: string, roles: readonly Role[], state: 'active' | 'disabled' = 'active') {
  return { id, roles: [...roles], state, certificates: trainings(['ar', 'en']) };
}

/** What six people can share out so that the least is left undone. */
const SIX = [
  person('a', ['administrator', 'operator', 'custodian']),
  person('b', ['oversight']),
  person('c', ['protection', 'adjudicator']),
  person('d', ['reviewer', 'analyst']),
  person('e', ['reviewer', 'analyst']),
  person('f', ['adjudicator', 'exporter', 'analyst']),
];
const SECOND_PROTECTION = person('g', ['protection']);
const SECOND_EXPORTER = person('h', ['exporter']);
const EIGHT = [...SIX, SECOND_PROTECTION, SECOND_EXPORTER];

/** The sets of roles that one person may have, but those that are part of a larger one: they can do no more. */
function widest(): readonly (readonly Role[])[] {
  const sets: Role[][] = [[]];
  for (const role of Role.options) {
    const larger = sets.map((one) => [...one, role]);
    sets.push(...larger.filter((one) => forbiddenAmong(one).length === 0));
  }
  const isPart = (one: readonly Role[], of: readonly Role[]) =>
    of.length > one.length && one.every((role) => of.includes(role));
  return sets.filter((one) => !sets.some((other) => isPart(one, other)));
}
const WIDEST = widest();

/** Every team of so many people of these kinds. */
function teamsOf(size: number, kinds: readonly (readonly Role[])[]): ReturnType<typeof person>[][] {
  const [kind, ...rest] = kinds;
  if (kind === undefined) return size === 0 ? [[]] : [];
  return Array.from({ length: size + 1 }, (_, count) => {
    const some = Array.from({ length: count }, (_none, at) => person(`${kind.join('+')} ${at}`, kind));
    return teamsOf(size - count, rest).map((others) => [...some, ...others]);
  }).flat();
}

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
  it('of six can do all but hand evidence over and hear contests of protected posts, which takes one person more each', () => {
    for (const { roles } of EIGHT) expect(forbiddenAmong(roles)).toEqual([]);
    expect(stepsOf(staffingGaps(SIX, [], NOW))).toEqual(['hear-contests-protected', 'export']);
    expect(stepsOf(staffingGaps([...SIX, SECOND_PROTECTION], [], NOW))).toEqual(['export']);
    expect(stepsOf(staffingGaps([...SIX, SECOND_EXPORTER], [], NOW))).toEqual(['hear-contests-protected']);
    expect(staffingGaps(EIGHT, [], NOW)).toEqual([]);
  });

  it('of seven can never do everything, however they share the roles that one person may have', () => {
    const teams = teamsOf(7, WIDEST);
    expect(teams.length).toBeGreaterThan(300);
    expect(teams.filter((team) => staffingGaps(team, [], NOW).length === 0)).toEqual([]);
    expect(teamsOf(8, WIDEST).some((team) => staffingGaps(team, [], NOW).length === 0)).toBe(true);
  });

  it('cannot hear the contest of an item that its only adjudicator settled, nor of a post that its only protection judged', () => {
    const without = (role: Role) =>
      EIGHT.map((one) =>
        one.id === 'c' || one.id === 'g' ? { ...one, roles: one.roles.filter((own) => own !== role) } : one,
      );
    expect(stepsOf(staffingGaps(without('adjudicator'), [], NOW))).toContain('hear-contests');
    const alone = EIGHT.filter(({ id }) => id !== 'g');
    expect(stepsOf(staffingGaps(alone, [], NOW))).toEqual(['hear-contests-protected']);
  });

  it('cannot release what one of two analysts wrote, nor lift a hold from it', () => {
    const two = EIGHT.map((one) =>
      one.id === 'f' ? { ...one, roles: one.roles.filter((own) => own !== 'analyst') } : one,
    );
    expect(stepsOf(staffingGaps(two, [], NOW))).toEqual(['write-rules']);
  });

  it('that is empty can do nothing', () => {
    expect(stepsOf(staffingGaps([], [], NOW))).toHaveLength(12);
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
    expect(staffingGaps(EIGHT, open, NOW)).toEqual([
      { step: 'judge', needs: ['reviewer'], language: 'fa', waiting: { open: 3, since: SINCE } },
      { step: 'protect', needs: ['protection'], language: 'fa', waiting: { open: 1, since: SINCE } },
    ]);
  });

  it('HUM-12 holds for overdue what waits for a reader for longer than the policy allows', () => {
    const open = [{ lane: 'review', language: 'fa', open: 3, since: SINCE }] as const;
    const [gap] = staffingGaps(EIGHT, open, NOW);
    const late = (hours: number) => gap !== undefined && isOverdue(gap, hours, NOW);
    expect([late(47), late(48), late(49)]).toEqual([true, false, false]);
  });
});
