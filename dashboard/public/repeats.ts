import { createHash } from 'node:crypto';
import type { Clock } from '../../queue/runtime/clock.ts';
import type { Typed } from './submit.ts';

/** Longer than a slow line takes to bring an answer; a receipt is in memory for so long after it was shown. */
const KEPT_MS = 60_000;

interface Kept<Answer> {
  readonly at: number;
  readonly answer: Promise<Answer>;
}

/**
 * Answers a form that comes again just as it was, by a double click or from somebody whose line was slow, as the first time: a browser shows
 * the last answer alone, and the receipt of the first would be lost with it. In the memory of this process alone.
 * @param isKept whether an answer is given again; any other is made anew
 * @returns gives the answer that is kept of a key, or makes one
 */
export function createRepeats<Answer>(
  clock: Clock,
  isKept: (answer: Answer) => boolean,
): (key: string, make: () => Promise<Answer>) => Promise<Answer> {
  const kept = new Map<string, Kept<Answer>>();
  return async (key, make) => {
    const now = clock.now();
    for (const [other, { at }] of kept) if (now < at || now >= at + KEPT_MS) kept.delete(other);
    const known = kept.get(key);
    if (known !== undefined) return known.answer;
    const own: Kept<Answer> = { at: now, answer: make() };
    kept.set(key, own);
    const forget = () => kept.get(key) === own && kept.delete(key);
    try {
      const answer = await own.answer;
      if (!isKept(answer)) forget();
      return answer;
    } catch (error) {
      forget();
      throw error;
    }
  };
}

/** The same for the same form, sent to the same page with the same words and pictures; it tells nothing of them. */
export function keyOfForm(path: string, { pictures, ...words }: Typed): string {
  const hash = createHash('sha256').update(
    JSON.stringify([path, words, pictures.map(({ length }) => length)]),
  );
  for (const picture of pictures) hash.update(picture);
  return hash.digest('base64');
}
