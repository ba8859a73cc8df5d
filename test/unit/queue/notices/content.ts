import type { NoticeContent } from '../../../../queue/contracts/index.ts';
import type { ConfirmedNotice } from '../../../../queue/notices/document.ts';
import { GROUNDS, REGISTER } from '../../../support/notice-register.ts';

/** A confirmed notice of each kind, about an invented post. */
export function confirmed(
  kind: NoticeContent['kind'],
  change: Partial<NoticeContent> = {},
): ConfirmedNotice & { readonly content: NoticeContent } {
  const common = {
    version: 1,
    language: 'en',
    urls: ['https://board.example/posts/1'],
    provision: 'Section 96 of the Residence Act of Examplia',
    grounds: GROUNDS,
    excerpts: ['places in the boat, ask @•••••••', 'أماكن في القارب'],
    authority: REGISTER.authority,
    platform: { name: 'Board of Examples', email: 'dsa@board.example', form: null },
    legalReference: 'Js 1/26',
    evidence: { recordedAt: '2026-06-01T12:00:00.000Z', sha256: 'a'.repeat(64), position: 12 },
  } as const;
  const own = {
    notice: {},
    flagger: { designation: REGISTER.flagger },
    order: {
      decision: 'Order 7/26 of 1 June 2026',
      issuedBy: 'District court of Exampleton',
      legalBasis: 'Section 9 of the Digital Services Act of Examplia',
      redress: 'Complaint within one month to the court of appeal.',
      territory: 'Examplia',
    },
  }[kind];
  const content = { ...common, kind, ...own, ...change } as NoticeContent;
  return { number: 7, content, confirmedAt: '2026-06-02T08:30:00.000Z' };
}
