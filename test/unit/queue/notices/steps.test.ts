import { describe, expect, it } from 'vitest';
import { NOTICE_STATES, type NoticeState } from '../../../../queue/contracts/index.ts';
import {
  NOTICE_STEPS,
  type NoticeStanding,
  type NoticeStep,
  openNoticeSteps,
} from '../../../../queue/notices/steps.ts';
import { fc } from '../../../support/properties.ts';

const EXPORTER = { id: 'exa', roles: ['exporter' as const] };
const SECOND = { id: 'exb', roles: ['exporter' as const] };

/** Where each step leads. */
function after(standing: NoticeStanding, step: NoticeStep): NoticeStanding {
  const to: Partial<Record<NoticeStep, NoticeState>> = {
    edit: 'drafted',
    confirm: 'confirmed',
    export: 'exported',
    send: 'sent',
    withdraw: 'withdrawn',
  };
  return {
    ...standing,
    state: standing.state === 'withdrawn' ? 'withdrawn' : (to[step] ?? standing.state),
    wasExported: standing.wasExported || step === 'export',
    wasSent: standing.wasSent || step === 'send',
    isCorrected: standing.isCorrected || step === 'correct',
  };
}

const FRESH: NoticeStanding = {
  state: 'drafted',
  draftedBy: 'exa',
  wasExported: false,
  wasSent: false,
  isCorrected: false,
  isOffer: true,
};

describe('the way of a notice', () => {
  it('PRE-09 walked from every place: what is no offer any more is edited, confirmed or taken out by nobody', () => {
    const walk = fc.array(fc.nat({ max: NOTICE_STEPS.length - 1 }), { maxLength: 30 });
    fc.assert(
      fc.property(walk, fc.nat({ max: 30 }), (choices, leavesAt) => {
        let standing = FRESH;
        for (const [at, choice] of choices.entries()) {
          // The item leaves the offers, and its notices are withdrawn with it.
          if (at === leavesAt) standing = { ...standing, isOffer: false, state: 'withdrawn' };
          const open = openNoticeSteps(standing, SECOND, false);
          if (!standing.isOffer) expect(['send', 'answer', 'correct']).toEqual(expect.arrayContaining(open));
          if (!standing.wasExported) expect(open).not.toContain('send');
          const step = open[choice % Math.max(1, open.length)];
          if (step === undefined) continue;
          standing = after(standing, step);
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('PRE-09 leads nowhere from withdrawn, whatever anybody chooses: what was taken out is said to have been sent', () => {
    const withdrawn = { ...FRESH, state: 'withdrawn' as const };
    expect(openNoticeSteps({ ...withdrawn, wasExported: true }, SECOND, true)).toEqual(['send']);
    for (const wasSent of [false, true]) {
      const standing = { ...withdrawn, wasExported: wasSent, wasSent };
      expect(openNoticeSteps(standing, SECOND, false)).toEqual(wasSent ? ['answer', 'correct'] : []);
      expect(openNoticeSteps({ ...standing, isCorrected: true }, SECOND, false)).toEqual(
        wasSent ? ['answer'] : [],
      );
    }
  });

  it('PRE-07 is sent by a person’s step alone, and only once it was confirmed and taken out', () => {
    const out = { ...FRESH, wasExported: true };
    for (const state of NOTICE_STATES) {
      const isOpen = openNoticeSteps({ ...out, state }, SECOND, false).includes('send');
      expect(isOpen, state).toBe(state === 'exported' || state === 'withdrawn');
      expect(openNoticeSteps({ ...out, wasSent: true, state }, SECOND, false)).not.toContain('send');
    }
    expect(openNoticeSteps({ ...out, state: 'exported' }, { id: 'x', roles: ['operator'] }, false)).toEqual(
      [],
    );
  });

  it('PRE-01 is edited by nobody once it was taken out: the platform may have it', () => {
    const standing = { ...FRESH, state: 'exported' as const, wasExported: true };
    expect(openNoticeSteps(standing, SECOND, false)).toEqual(['export', 'send', 'withdraw']);
  });

  it('ACC-03 is confirmed by somebody else, and its text is touched by no judge of the item', () => {
    expect(openNoticeSteps(FRESH, EXPORTER, false)).toEqual(['edit', 'withdraw']);
    expect(openNoticeSteps(FRESH, SECOND, false)).toEqual(['edit', 'confirm', 'withdraw']);
    expect(openNoticeSteps(FRESH, SECOND, true)).toEqual(['withdraw']);
  });
});
