import type { NoticeState, Role } from '../contracts/index.ts';

/** What somebody may do with a notice. */
export const NOTICE_STEPS = ['edit', 'confirm', 'export', 'send', 'answer', 'withdraw', 'correct'] as const;
export type NoticeStep = (typeof NOTICE_STEPS)[number];

export interface NoticeStanding {
  readonly state: NoticeState;
  readonly draftedBy: string;
  /** Whether somebody took it out as a file; whether they mailed it is outside the program's reach. */
  readonly wasExported: boolean;
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
  /** Only for one that was taken out, and of which nobody wrote down that it was sent. */
  readonly isOut?: true;
}

/** The way of a notice as data. No step is taken by the program but the withdrawal, and none leads back from it. */
const STEP_RULES: readonly StepRule[] = [
  // An edited notice is a draft again: what was confirmed was another text. One that was taken out may be with the platform, and
  // the records would say that something else was sent.
  { step: 'edit', from: ['drafted', 'confirmed'], isOfText: true },
  { step: 'confirm', from: ['drafted'], isOfText: true, isSecond: true },
  { step: 'export', from: ['confirmed', 'exported'], isOfText: true },
  // Withdrawn, too: what had left the house by then is to be withdrawn with the platform, and told of.
  { step: 'send', from: ['exported', 'withdrawn'], isOfText: false, isOut: true },
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
    ({ step, from, isOfText, isSecond, wasSent, isOut }) =>
      from.includes(standing.state) &&
      (!isOfText || (standing.isOffer && !isJudge)) &&
      (isSecond === undefined || actor.id !== standing.draftedBy) &&
      (wasSent === undefined || standing.wasSent) &&
      (isOut === undefined || (standing.wasExported && !standing.wasSent)) &&
      (step !== 'correct' || !standing.isCorrected),
  ).map(({ step }) => step);
}
