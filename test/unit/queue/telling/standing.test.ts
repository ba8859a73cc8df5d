import { describe, expect, it } from 'vitest';
import {
  countTellings,
  type DutyFacts,
  describeTellings,
  standingOfTelling,
  type WrittenOutcome,
} from '../../../../queue/telling/standing.ts';

const DUE = '2026-07-01';
const standing = (facts: Partial<DutyFacts>, today = '2026-06-15') =>
  standingOfTelling({ dueOn: DUE, withdrawnAt: null, outcomes: [], ...facts }, 30, today);

const told: WrittenOutcome = {
  ...{ number: 1, outcome: 'told', reviewOn: null, isOfWithdrawn: false, isApproved: null },
};
const delayed = (change: Partial<WrittenOutcome> = {}): WrittenOutcome => ({
  ...{ number: 1, outcome: 'delayed', reviewOn: '2026-09-01', isOfWithdrawn: false, isApproved: true },
  ...change,
});

describe('a duty to tell', () => {
  it('TRA-06 is overdue from the day after its day on, and done once they were told', () => {
    expect(standing({})).toEqual({
      state: 'open',
      dueOn: DUE,
      isReview: false,
      daysOverdue: 0,
      waiting: null,
    });
    expect(standing({}, DUE).daysOverdue).toBe(0);
    expect(standing({}, '2026-07-04').daysOverdue).toBe(3);
    expect(standing({ outcomes: [told] }, '2027-01-01')).toMatchObject({
      ...{ state: 'told', dueOn: null, daysOverdue: 0 },
    });
  });

  it('TRA-06 is put off by a delay once a second person agreed, and until then by nothing', () => {
    const asked = delayed({ isApproved: null });
    expect(standing({ outcomes: [asked] }, '2026-07-02')).toMatchObject({
      ...{ state: 'open', dueOn: DUE, daysOverdue: 1, waiting: 1 },
    });
    expect(standing({ outcomes: [delayed({ isApproved: false })] }, '2026-07-02')).toMatchObject({
      ...{ state: 'open', daysOverdue: 1, waiting: null },
    });
    expect(standing({ outcomes: [delayed()] }, '2026-07-02')).toMatchObject({
      ...{ state: 'delayed', dueOn: '2026-09-01', isReview: true, daysOverdue: 0, waiting: null },
    });
  });

  it('TRA-06 is overdue when the review of a delay, or of having no way to reach them, is', () => {
    for (const outcome of ['delayed', 'unreachable'] as const) {
      const facts = { outcomes: [delayed({ outcome })] };
      expect(standing(facts, '2026-09-01')).toMatchObject({ state: outcome, daysOverdue: 0 });
      expect(standing(facts, '2026-09-02')).toMatchObject({ isReview: true, daysOverdue: 1 });
    }
    // A new delay that waits does not put the old review off either.
    const again = delayed({ number: 2, reviewOn: '2026-12-01', isApproved: null });
    expect(standing({ outcomes: [delayed(), again] }, '2026-09-03')).toMatchObject({
      ...{ dueOn: '2026-09-01', daysOverdue: 2, waiting: 2 },
    });
  });

  it('TRA-06 is open again when what was done is withdrawn: they are told that it was', () => {
    const withdrawnAt = '2026-08-10T23:00:00.000Z';
    expect(standing({ withdrawnAt, outcomes: [told] }, '2026-08-11')).toMatchObject({
      ...{ state: 'open', dueOn: '2026-09-09', isReview: false },
    });
    // A review that comes sooner stays the day.
    expect(standing({ withdrawnAt, outcomes: [delayed()] }, '2026-08-11')).toMatchObject({
      ...{ state: 'open', dueOn: '2026-09-01', isReview: false },
    });
    // Who was never told keeps the first day.
    expect(standing({ withdrawnAt }, '2026-08-11')).toMatchObject({
      state: 'open',
      dueOn: DUE,
      daysOverdue: 41,
    });
    const after = { ...told, number: 2, isOfWithdrawn: true };
    expect(standing({ withdrawnAt, outcomes: [told, after] })).toMatchObject({ state: 'told', dueOn: null });
    // What waited when it was withdrawn can no longer be agreed to.
    expect(standing({ withdrawnAt, outcomes: [delayed({ isApproved: null })] }).waiting).toBeNull();
  });

  it('is counted by state, and told in words with the most overdue first', () => {
    const counts = countTellings(
      new Map([
        [1, standing({}, '2026-07-02')],
        [2, standing({ outcomes: [delayed({ reviewOn: '2026-06-20' })] }, '2026-07-02')],
        [3, standing({ outcomes: [delayed({ isApproved: null })] }, '2026-06-02')],
      ]),
    );
    expect(counts).toMatchObject({ open: 2, delayed: 1, unreachable: 0, waiting: 1 });
    expect(describeTellings(counts)).toEqual({
      summary:
        '2 to be told, 1 delayed, 0 without a way to reach them; 1 waiting for a second person, 2 overdue',
      overdue: [
        'duty 2: the review was due on 2026-06-20, overdue by 12 days',
        'duty 1: whoever posted was to be told on 2026-07-01, overdue by 1 day',
      ],
    });
  });
});
