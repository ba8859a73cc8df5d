import type { NoticeState, Role } from '../contracts/index.ts';

/** What somebody may do with a notice. */
export const NOTICE_STEPS = ['edit', 'confirm', 'export', 'send', 'answer', 'withdraw', 'correct'] as const;
export type NoticeStep = (typeof NOTICE_STEPS)[number];

export interface NoticeStanding {
  readonly state: NoticeState;
  readonly draftedBy: string;
  readonly wasSent: boolean;
  /** Whether the platform was told that it is withdrawn. */
  readonly isCorrected: boolean;
  /** Whether its item is an offer of the review lane, still. */
  readonly isOffer: boolean;
}

interface StepRule {
  readonly step: NoticeStep;
  readonly from: readonly NoticeState[];
  /** Takes an item that is an offer, and somebody who judged nothing of it: the text itself is read, changed or let out. */
  readonly isOfText: boolean;
  /** Only for another person than the one who drafted it. */
  readonly isSecond?: true;
  readonly wasSent?: true;
}

/** The way of a notice as data. No step is taken by the program but the withdrawal, and none leads back from it. */
const STEP_RULES: readonly StepRule[] = [
  // An edited notice is a draft again: what was confirmed was another text.
  { step: 'edit', from: ['drafted', 'confirmed', 'exported'], isOfText: true },
  { step: 'confirm', from: ['drafted'], isOfText: true, isSecond: true },
  { step: 'export', from: ['confirmed', 'exported'], isOfText: true },
  { step: 'send', from: ['exported'], isOfText: false },
  { step: 'answer', from: ['sent', 'withdrawn'], isOfText: false, wasSent: true },
  { step: 'withdraw', from: ['drafted', 'confirmed', 'exported', 'sent'], isOfText: false },
  { step: 'correct', from: ['withdrawn'], isOfText: false, wasSent: true },
];

/** The steps that are open to somebody now. */
export function openNoticeSteps(
  standing: NoticeStanding,
  actor: { readonly id: string; readonly roles: readonly Role[] },
  isJudge: boolean,
): NoticeStep[] {
  if (!actor.roles.includes('exporter')) return [];
  return STEP_RULES.filter(
    ({ step, from, isOfText, isSecond, wasSent }) =>
      from.includes(standing.state) &&
      (!isOfText || (standing.isOffer && !isJudge)) &&
      (isSecond === undefined || actor.id !== standing.draftedBy) &&
      (wasSent === undefined || standing.wasSent) &&
      (step !== 'correct' || !standing.isCorrected),
  ).map(({ step }) => step);
}
