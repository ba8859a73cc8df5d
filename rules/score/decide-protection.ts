import type { Signal, TraceStep } from '../assessment.ts';
import { type Category, isProtectionKind } from '../categories.ts';
import type { CompiledRule } from '../compile/compiled-rules.ts';

/** One word of a newspaper or a joke ("stopped", "fridge") is in many a call for help. */
const LEAST_SIGNS = 2;

/** A sign that a post plainly is something else, such as news, and where it stands. */
export interface Excuse {
  readonly category: Category;
  /** UTF-16 offset into the original text. */
  readonly start: number;
}

/**
 * One protection rule is enough. It stands back only for the readings its own entry names (`unless`), such as a news
 * report about a rescue, and only where they stand in the same paragraph: a call for help below an advert or a chat about
 * football is no less of one. An aid group tells what it does; who asks for one, or tells of being there, needs it. Offer evidence never makes it stand back, because doubt resolves to protection. What is
 * decided about each rule is added to `trace`.
 */
export function decideProtection(
  post: {
    readonly text: string;
    readonly signals: readonly Signal[];
    readonly atRisk: readonly CompiledRule[];
    readonly excuses: readonly Excuse[];
  },
  trace: TraceStep[],
): boolean {
  let isMet = false;
  for (const { id, category, unless } of inReadingOrder(post.signals, post.atRisk)) {
    const by = excuseOf(id, unless ?? [], post);
    if (by === undefined) {
      isMet = true;
      trace.push({ step: 'protection', rule: id, category });
    } else trace.push({ step: 'protection-excused', rule: id, by });
  }
  return isMet;
}

/** The protection rules as the post first says them. */
function inReadingOrder(signals: readonly Signal[], atRisk: readonly CompiledRule[]): CompiledRule[] {
  const told = new Set(signals.filter(({ category }) => isProtectionKind(category)).map(({ rule }) => rule));
  return [...told].flatMap((id) => atRisk.find((rule) => rule.id === id) ?? []);
}

/** What excuses every place where the rule speaks; `undefined` when one of them stands. */
function excuseOf(
  rule: string,
  unless: readonly Category[],
  { text, signals, excuses }: { text: string; signals: readonly Signal[]; excuses: readonly Excuse[] },
): Category | undefined {
  let by: Category | undefined;
  for (const signal of signals) {
    if (signal.rule !== rule) continue;
    const line = paragraphAt(text, signal);
    const there = excuses.filter(({ start }) => line.start <= start && start < line.end);
    const isAsking = there.some(({ category }) => category === 'seeker');
    const signs = there.filter(
      ({ category }) => unless.includes(category) && !(isAsking && category === 'aid'),
    );
    if (signs.length < LEAST_SIGNS) return undefined;
    by ??= signs[0]?.category;
  }
  return by;
}

function paragraphAt(text: string, { start, end }: Pick<Signal, 'start' | 'end'>) {
  const to = text.indexOf('\n', end);
  return { start: text.lastIndexOf('\n', start) + 1, end: to < 0 ? text.length : to };
}
