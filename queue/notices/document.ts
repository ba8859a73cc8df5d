import { NoticeContent, type NoticeKind, type NoticeLanguage } from '../contracts/index.ts';
import { NOTICE_WORDS } from './words.ts';
import type { NoticeWords } from './words-en.ts';

/** A part of a section; every form of a notice is written from these. */
export type DocumentPart =
  | { readonly kind: 'text' | 'quote' | 'address'; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly string[] }
  | { readonly kind: 'facts'; readonly rows: readonly (readonly [label: string, value: string])[] };

export interface DocumentSection {
  readonly heading: string;
  readonly parts: readonly DocumentPart[];
}

export interface NoticeDocument {
  readonly language: NoticeLanguage;
  readonly title: string;
  readonly reference: string;
  /** What it is and what it is not. */
  readonly lead: string;
  readonly sections: readonly DocumentSection[];
}

/** A notice that a second person has confirmed. */
export interface ConfirmedNotice {
  readonly number: number;
  readonly content: NoticeContent;
  readonly confirmedAt: string;
}

const ARTICLES: Readonly<Record<NoticeKind, string>> = { notice: '16', flagger: '22', order: '9' };

/** By what a platform and the unit name a notice to each other. */
export function referenceOf(kind: NoticeKind, number: number): string {
  return `DSA${ARTICLES[kind]}-${number}`;
}

/**
 * What a notice says, in its language. A notice has none of the parts of an order, so it cannot be written as one (PRE-02).
 * @throws ZodError for content whose parts are not those of its kind
 */
export function noticeDocument({ number, content: given, confirmedAt }: ConfirmedNotice): NoticeDocument {
  const content = NoticeContent.parse(given);
  const words = NOTICE_WORDS[content.language];
  return {
    language: content.language,
    title: words.title[content.kind],
    reference: referenceOf(content.kind, number),
    lead: words.nature[content.kind],
    sections: [
      {
        heading: words.posts,
        parts: [
          ...content.urls.map((text) => ({ kind: 'address' as const, text })),
          { kind: 'text', text: words.postsOnly },
        ],
      },
      groundsOf(content, words),
      ...ownSections(content, words),
      {
        heading: words.from,
        parts: [
          {
            kind: 'facts',
            rows: [
              [words.authority, content.authority.name],
              [words.email, content.authority.email],
              [words.caseReference, content.legalReference],
              [words.reference, referenceOf(content.kind, number)],
              [words.to, content.platform.name],
            ],
          },
        ],
      },
      {
        heading: words.faith,
        parts: [
          { kind: 'text', text: words.faithText },
          { kind: 'text', text: words.confirmed.replace('{time}', timeOf(confirmedAt)) },
        ],
      },
      {
        heading: words.evidence,
        parts: [
          {
            kind: 'facts',
            rows: [
              [words.recordedAt, timeOf(content.evidence.recordedAt)],
              [words.hash, content.evidence.sha256],
              [words.position, String(content.evidence.position)],
            ],
          },
          { kind: 'list', items: [...words.claims, ...words.limits] },
        ],
      },
      {
        heading: words.answer,
        parts: [
          { kind: 'text', text: words.answerText[content.kind] },
          { kind: 'text', text: words.persons },
        ],
      },
    ],
  };
}

function groundsOf({ provision, grounds, excerpts }: NoticeContent, words: NoticeWords): DocumentSection {
  return {
    heading: words.grounds,
    parts: [
      { kind: 'facts', rows: [[words.provision, provision]] },
      { kind: 'text', text: words.protocol },
      {
        kind: 'facts',
        rows: [
          [words.procurement, grounds.procurement],
          [words.benefit, grounds.benefit],
        ],
      },
      { kind: 'text', text: `${words.excerpts}. ${words.covered}` },
      ...excerpts.map((text) => ({ kind: 'quote' as const, text })),
    ],
  };
}

/** What only this kind says. */
function ownSections(content: NoticeContent, words: NoticeWords): DocumentSection[] {
  if (content.kind === 'notice') return [];
  if (content.kind === 'flagger') {
    const { status, awardedBy, awardedOn } = content.designation;
    const rows = [
      [words.status, status],
      [words.awardedBy, awardedBy],
      [words.awardedOn, awardedOn],
    ] as const;
    return [{ heading: words.statusTitle, parts: [{ kind: 'facts', rows }] }];
  }
  const rows = [
    [words.issuedBy, content.issuedBy],
    [words.decision, content.decision],
    [words.legalBasis, content.legalBasis],
    [words.territory, content.territory],
    [words.redress, content.redress],
  ] as const;
  return [{ heading: words.orderTitle, parts: [{ kind: 'facts', rows }] }];
}

/** What is known of a withdrawn notice without opening what it said. */
export interface WithdrawnNotice {
  readonly number: number;
  readonly kind: NoticeKind;
  readonly language: NoticeLanguage;
  readonly sentAt: string;
  readonly withdrawnAt: string;
}

/** Tells a platform that what was sent is withdrawn: by its reference, without an address and without a reason (PRE-09). */
export function correctionDocument(
  notice: WithdrawnNotice,
  authority: NoticeContent['authority'],
): NoticeDocument {
  const words = NOTICE_WORDS[notice.language];
  const { title, text, ask } = words.correction;
  const reference = referenceOf(notice.kind, notice.number);
  const filled = text
    .replace('{sent}', timeOf(notice.sentAt))
    .replace('{reference}', reference)
    .replace('{withdrawn}', timeOf(notice.withdrawnAt));
  return {
    language: notice.language,
    title: `${title} – ${words.title[notice.kind]}`,
    reference,
    lead: filled,
    sections: [
      { heading: words.answer, parts: [{ kind: 'text', text: ask }] },
      {
        heading: words.from,
        parts: [
          {
            kind: 'facts',
            rows: [
              [words.authority, authority.name],
              [words.email, authority.email],
              [words.reference, reference],
            ],
          },
        ],
      },
    ],
  };
}

/** To the minute, in UTC: the same in every language. */
function timeOf(at: string): string {
  return `${at.slice(0, 16).replace('T', ' ')} UTC`;
}
