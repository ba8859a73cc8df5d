import type { Signal, Span } from '../assessment.ts';
import { firstFrom } from '../text/first-from.ts';

/** The signals, in reading order, that stand in a stretch of the post from end to end. */
export function within({ start, end }: Span, signals: readonly Signal[]): readonly Signal[] {
  return signals.slice(firstFrom(signals, start), firstFrom(signals, end)).filter((one) => one.end <= end);
}
