import type { NoticeKind } from '../contracts/index.ts';

type ByKind = Readonly<Record<NoticeKind, string>>;

/**
 * The fixed words of notices. What is claimed is that something was recorded by us, is unchanged since and existed by a time; never
 * that a platform served it, nor who wrote it (EVI-13).
 */
export interface NoticeWords {
  readonly title: ByKind;
  /** What it is and what it is not, before anything else. */
  readonly nature: ByKind;
  readonly subject: ByKind;
  /** Behind the name of a value. */
  readonly colon: string;
  readonly reference: string;
  readonly to: string;
  readonly posts: string;
  readonly postsOnly: string;
  readonly grounds: string;
  readonly provision: string;
  /** The elements as the Protocol has them. */
  readonly protocol: string;
  readonly procurement: string;
  readonly benefit: string;
  readonly excerpts: string;
  readonly covered: string;
  readonly from: string;
  readonly authority: string;
  readonly email: string;
  readonly caseReference: string;
  readonly statusTitle: string;
  readonly status: string;
  readonly awardedBy: string;
  readonly awardedOn: string;
  readonly orderTitle: string;
  readonly decision: string;
  readonly issuedBy: string;
  readonly legalBasis: string;
  readonly territory: string;
  readonly redress: string;
  readonly faith: string;
  readonly faithText: string;
  /** With the time in place of `{time}`. */
  readonly confirmed: string;
  readonly evidence: string;
  readonly recordedAt: string;
  readonly hash: string;
  readonly position: string;
  readonly claims: readonly string[];
  readonly limits: readonly string[];
  readonly answer: string;
  readonly answerText: ByKind;
  readonly persons: string;
  readonly correction: {
    readonly subject: string;
    readonly title: string;
    /** With `{reference}`, `{sent}` and `{withdrawn}`. */
    readonly text: string;
    readonly ask: string;
  };
}

export const WORDS_EN: NoticeWords = {
  title: {
    notice: 'Notice of illegal content – Regulation (EU) 2022/2065, Article 16',
    flagger: 'Notice by a trusted flagger – Regulation (EU) 2022/2065, Articles 16 and 22',
    order: 'Order to act against illegal content – Regulation (EU) 2022/2065, Article 9',
  },
  nature: {
    notice:
      'This is a notice under Article 16. It is not an order: you decide on it yourselves, diligently and objectively, and it obliges you to nothing else.',
    flagger:
      'This is a notice by a trusted flagger under Article 22, to be decided with priority. It is not an order: you decide on it yourselves, diligently and objectively, and it obliges you to nothing else.',
    order:
      'This is an order under Article 9. It is not a notice: it binds you within the territory named below, and says how it can be contested.',
  },
  subject: {
    notice: 'Notice of illegal content',
    flagger: 'Notice by a trusted flagger',
    order: 'Order to act against illegal content',
  },
  colon: ':',
  reference: 'Our reference',
  to: 'To',
  posts: 'The posts',
  postsOnly: 'It is about the posts at exactly these addresses, and about no account and no person.',
  grounds: 'Why the posts are illegal',
  provision: 'Provision',
  protocol:
    'Protocol against the Smuggling of Migrants by Land, Sea and Air, Articles 3(a) and 6(1): procuring the illegal entry or stay of a person, in order to obtain a financial or other material benefit.',
  procurement: 'Illegal entry or stay of a person is procured',
  benefit: 'For a financial or other material benefit',
  excerpts: 'Parts of the post that this rests on',
  covered: 'Names, handles and numbers in them are covered; letters stay in their places.',
  from: 'Who writes this',
  authority: 'Authority',
  email: 'Mail',
  caseReference: 'File',
  statusTitle: 'Status of trusted flagger',
  status: 'Status',
  awardedBy: 'Awarded by',
  awardedOn: 'Awarded on',
  orderTitle: 'What this order rests on',
  decision: 'Decision',
  issuedBy: 'Issuing authority',
  legalBasis: 'Legal basis',
  territory: 'Where it applies',
  redress: 'How it can be contested, by you and by whoever posted',
  faith: 'Statement of good faith',
  faithText: 'We believe in good faith that what is stated here is accurate and complete.',
  confirmed:
    'A person of the authority confirmed this statement for this text on {time}. Another person drafted it; neither of them judged the posts before. Their names are on record.',
  evidence: 'What is preserved',
  recordedAt: 'Recorded (UTC)',
  hash: 'SHA-256 of the record of what was collected',
  position: 'Position in our transparency log',
  claims: [
    'Recorded by us: the authority recorded these posts with its own program, at the time stated.',
    'Unchanged since: what was recorded is what is kept, as its hash and the transparency log show.',
    'Existed by a time: what was recorded existed when its hash was logged.',
  ],
  limits: [
    'Nothing here shows who wrote a post or who runs an account.',
    'Nothing here shows what was given to anybody else, or at another time.',
    'No program decided this. People read the posts and judged them.',
  ],
  answer: 'Your answer',
  answerText: {
    notice:
      'Please tell us your decision, and if you restore a post or find that we were wrong, at the mail address above with our reference.',
    flagger:
      'Please tell us your decision, and if you restore a post or find that we were wrong, at the mail address above with our reference.',
    order:
      'Please tell us without undue delay whether and when you gave effect to the order, at the mail address above with our reference.',
  },
  persons:
    'Migrants are not liable for having been smuggled (Protocol, Article 5). Please do not act on this against people who ask for help or answer such offers.',
  correction: {
    subject: 'Withdrawn',
    title: 'Withdrawal',
    text: 'What we sent you on {sent} under our reference {reference} is withdrawn as of {withdrawn}. Please treat it as if it had not been sent.',
    ask: 'Please undo whatever you did because of it, as far as nothing else calls for it, tell whom you told, and confirm to us that you have.',
  },
};
