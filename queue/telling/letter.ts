import { CONTEST_DAYS, type NoticeLanguage, type ToldAct } from '../contracts/index.ts';
import type { DocumentPart, NoticeDocument } from '../notices/document.ts';
import { LETTER_EN, type LetterWords } from './words-en.ts';
import { LETTER_FR } from './words-fr.ts';

const WORDS: Readonly<Record<NoticeLanguage, LetterWords>> = { en: LETTER_EN, fr: LETTER_FR };

/** What the authority says of itself, as far as it is configured. */
export interface LetterSender {
  readonly authority: string | null;
  readonly email: string | null;
  /** Where the public pages are reached, without a slash at the end. */
  readonly publicAddress: string | null;
  /** To whom somebody turns who disagrees. */
  readonly supervision: string | null;
}

export interface LetterFacts {
  readonly language: NoticeLanguage;
  readonly sender: LetterSender;
  readonly number: number;
  /** Of the one post that the letter is about; `null`: it is not named. */
  readonly address: string | null;
  /** Whether another post with its words was handed over, and not this one. */
  readonly isCopy: boolean;
  readonly act: ToldAct;
  /** By what the platform knows the notice. */
  readonly actReference: string | null;
  readonly to: string;
  /** Days, UTC. */
  readonly actOn: string;
  readonly withdrawnOn: string | null;
  readonly writtenOn: string;
}

/**
 * What whoever posted is told: what was done, that a tool scored the post and people decided, and how to contest it. No word of the
 * post, nobody else's address, no name of who judged, and of a withdrawal no reason.
 */
export function letterDocument(facts: LetterFacts): NoticeDocument {
  const { language, sender, number, address, isCopy, actReference, to, actOn, withdrawnOn, writtenOn } =
    facts;
  const words = WORDS[language];
  const said = (text: string) => ({ kind: 'text', text }) as const;
  const values: Readonly<Record<string, string>> = {
    to,
    day: actOn,
    reference: actReference ?? '',
    withdrawn: withdrawnOn ?? '',
  };
  // In one pass: the name of a recipient may hold braces or dollars of its own.
  const filled = (text: string) =>
    text.replaceAll(/\{([a-z]+)\}/g, (whole, name: string) => values[name] ?? whole);
  const post: DocumentPart[] =
    address === null
      ? [said(actReference === null ? words.unnamed : filled(words.byReference))]
      : [{ kind: 'address', text: address }];
  const withdrawn = withdrawnOn === null ? '' : 'Withdrawn';
  return {
    language,
    title: isCopy ? words.copy[`title${withdrawn}`] : words[`title${withdrawn}`],
    reference: `TELL-${number}`,
    lead: isCopy ? words.copy.lead : words.lead,
    sections: [
      { heading: words.post, parts: [...post, said(words.postOnly)] },
      {
        heading: words.done,
        parts: [
          said(filled(isCopy ? words.copy.bundle : words.act[facts.act])),
          ...(withdrawnOn === null ? [] : [said(filled(words.withdrawn))]),
        ],
      },
      { heading: words.how, parts: words.howText.map(said) },
      { heading: words.contest, parts: contestParts(words, sender, language) },
      {
        heading: words.from,
        parts: [
          {
            kind: 'facts',
            rows: [
              [words.authority, sender.authority ?? words.fillIn],
              [words.email, sender.email ?? words.fillIn],
              [words.day, writtenOn],
            ],
          },
        ],
      },
    ],
  };
}

function contestParts(words: LetterWords, sender: LetterSender, language: NoticeLanguage): DocumentPart[] {
  const { publicAddress, supervision } = sender;
  const text = (said: string) => ({ kind: 'text', text: said }) as const;
  return [
    text(words.contestText.replace('{days}', String(CONTEST_DAYS))),
    ...(publicAddress === null
      ? [text(words.contestWrite)]
      : [
          text(words.contestPage),
          { kind: 'address' as const, text: `${publicAddress}/${language}/contest` },
        ]),
    text(words.rights),
    text(words.supervision.replace('{supervision}', supervision ?? words.fillIn)),
  ];
}
