import type { ToldAct } from '../contracts/index.ts';

/** The fixed words of letters to whoever posted. `{…}` are filled in. */
export interface LetterWords {
  readonly title: string;
  readonly titleWithdrawn: string;
  readonly lead: string;
  readonly post: string;
  /** With `{reference}`. */
  readonly byReference: string;
  readonly unnamed: string;
  readonly postOnly: string;
  readonly done: string;
  /** With `{to}`, `{day}` and `{reference}`. */
  readonly act: Readonly<Record<ToldAct, string>>;
  /** Of a post with the words of one that was handed over. */
  readonly copy: {
    readonly title: string;
    readonly titleWithdrawn: string;
    readonly lead: string;
    /** With `{to}` and `{day}`. */
    readonly bundle: string;
  };
  /** With `{withdrawn}` and `{to}`. */
  readonly withdrawn: string;
  readonly how: string;
  readonly howText: readonly string[];
  readonly contest: string;
  /** With `{days}`. */
  readonly contestText: string;
  readonly contestPage: string;
  readonly contestWrite: string;
  readonly rights: string;
  /** With `{supervision}`. */
  readonly supervision: string;
  readonly from: string;
  readonly authority: string;
  readonly email: string;
  readonly day: string;
  readonly fillIn: string;
}

export const LETTER_EN: LetterWords = {
  title: 'What was done about a post of yours',
  titleWithdrawn: 'What was done about a post of yours, and is withdrawn',
  lead: 'You receive this because the post below was published from an account that is reached in this way. An automated tool took part in what was done about it, and you can contest it.',
  post: 'The post',
  byReference: 'The post that was meant by our reference {reference}.',
  unnamed: 'The post about which you receive this letter. We do not give its address in this letter.',
  postOnly: 'This letter is about this one post. It does not say who wrote it.',
  done: 'What was done',
  act: {
    bundle:
      'On {day} a record of the post was handed over to {to}, which may use it in criminal proceedings.',
    notice:
      'On {day} we told {to} that we consider the post illegal content (Regulation (EU) 2022/2065, Article 16), under our reference {reference}. The platform decides itself what it does.',
    flagger:
      'On {day} we told {to}, as a trusted flagger, that we consider the post illegal content (Regulation (EU) 2022/2065, Article 22), under our reference {reference}. The platform decides itself what it does.',
    order:
      'On {day} {to} was ordered to act against the post (Regulation (EU) 2022/2065, Article 9), under our reference {reference}.',
  },
  copy: {
    title: 'What was done about a post with the same words as one of yours',
    titleWithdrawn: 'What was done about a post with the same words as one of yours, and is withdrawn',
    lead: 'You receive this because the post below was published from an account that is reached in this way, and something was done about a post with the same words. An automated tool took part in that, and you can contest it.',
    bundle:
      'On {day} a record of a post with the same words was handed over to {to}, which may use it in criminal proceedings. The record counts the posts with these words that were found, and the post above is one of them.',
  },
  withdrawn:
    'This is withdrawn as of {withdrawn}. We tell {to} so, and ask that it be treated as if it had not been done. You have nothing to do; what follows remains your right.',
  how: 'How it came about',
  howText: [
    'An automated tool collects public posts and scores them by rules that people wrote and that are public. It brought the post before people. It decides nothing and acts on nothing.',
    'Two people read the post and judged it, each without knowing what the other had said; where they differed, a third decided. Others, who had not judged it, decided what was done and answer for it.',
  ],
  contest: 'How you can contest it',
  contestText:
    'You can say that the post was taken for something that it is not, or that what was done was wrong. You need no account and no lawyer, and need not say who you are. Somebody who took no part decides, within {days} days.',
  contestPage: 'Give the address of the post on this page:',
  contestWrite: 'Write to the address below, with the reference of this letter.',
  rights:
    'You can also ask which data on you are held, and have them corrected or erased, and go to court. Contesting it brings you no disadvantage.',
  supervision: 'You can complain to {supervision}.',
  from: 'Who writes this',
  authority: 'Authority',
  email: 'Mail',
  day: 'Day',
  fillIn: '[to be filled in]',
};
