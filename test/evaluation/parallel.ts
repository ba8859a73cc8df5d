import type { Lane, Scorer } from '../../rules/index.ts';
import type { ParallelText } from './read-parallel.ts';
import { groupBy } from './tally.ts';

/** The lane that each text must end in, whatever its language. */
export const LANES: ReadonlyMap<string, Lane> = new Map([
  ['sea-passage', 'review'],
  ['forged-papers', 'review'],
  ['visa-and-transport', 'review'],
  ['lorry-paid-on-arrival', 'review'],
  ['places-left-tomorrow', 'review'],
  ['draft-exit', 'review'],
  ['seekers-question', 'none'],
  ['warning', 'none'],
  ['news-report', 'none'],
  ['distress-at-sea', 'protect'],
]);

/**
 * How far from the median of its languages an offer may score, in points: as many as the gate asks of a post
 * (`packs/shared/gate.yml`). Who loses more has lost a whole advert's worth of evidence.
 */
export const TOLERANCE = 10;

/** A language with what it scored; `null` where nothing is ranked. */
export interface InLanguage {
  readonly language: string;
  readonly lane: Lane;
  readonly score: number | null;
}

/** One text over all its languages. */
export interface Parallel {
  readonly id: string;
  readonly expected: Lane;
  readonly languages: readonly InLanguage[];
  readonly wrongLane: readonly InLanguage[];
  /** Of the scores; `null` where nothing was ranked. */
  readonly spread: { readonly low: number; readonly median: number; readonly high: number } | null;
  /** Offers only: further from the median than the tolerance. A lane is what matters of other texts. */
  readonly outside: readonly InLanguage[];
}

/** Scores every text; texts in the order of `LANES`, languages by name. */
export function scoreParallel(
  texts: readonly ParallelText[],
  scorer: Pick<Scorer, 'score'>,
): readonly Parallel[] {
  const byId = groupBy(texts, ({ id }) => id);
  return [...LANES].map(([id, expected]) => {
    const languages = (byId.get(id) ?? []).map(({ language, text }): InLanguage => {
      const { lane, score } = scorer.score({ text });
      return { language, lane, score };
    });
    const spread = spreadOf(languages);
    const isOutside = ({ score }: InLanguage) =>
      score !== null && spread !== null && Math.abs(score - spread.median) > TOLERANCE;
    return {
      id,
      expected,
      languages,
      wrongLane: languages.filter(({ lane }) => lane !== expected),
      spread,
      outside: expected === 'review' ? languages.filter(isOutside) : [],
    };
  });
}

/** With an even count the lower of the two in the middle, so that the median is a score that a language has. */
function spreadOf(languages: readonly InLanguage[]): Parallel['spread'] {
  const scores = languages.flatMap(({ score }) => (score === null ? [] : [score])).toSorted((a, b) => a - b);
  const [low, high] = [scores[0], scores.at(-1)];
  const median = scores[Math.floor((scores.length - 1) / 2)];
  return low === undefined || median === undefined || high === undefined ? null : { low, median, high };
}
