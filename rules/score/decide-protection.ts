import type { Signal, Span, TraceStep } from '../assessment.ts';
import { type Category, isProtectionKind } from '../categories.ts';
import type { CompiledRule } from '../compile/compiled-rules.ts';
import { firstFrom } from '../text/first-from.ts';
import { linesAround, linesOf } from '../text/line-end.ts';

/** One word of a newspaper or a joke ("stopped", "fridge") is in many a call for help. */
const LEAST_SIGNS = 2;

/** A sign that a post plainly is something else, such as news, and where it stands in the original text. */
export interface Excuse extends Span {
  readonly category: Category;
}

interface PostAtRisk {
  readonly text: string;
  /** In reading order. */
  readonly signals: readonly Signal[];
  readonly atRisk: readonly CompiledRule[];
  readonly excuses: readonly Excuse[];
}

/**
 * One protection rule is enough. It stands back only for the readings its own entry names (`unless`), such as a news
 * report about a rescue, and only where they stand in the same paragraph: a call for help below an advert or a chat about
 * football is no less of one. An aid group tells what it does; who asks for one, or tells of being there, needs it. Offer
 * evidence never makes it stand back, because doubt resolves to protection. What is decided about each rule is added to `trace`.
 *
 * @returns where each rule that decides first stands: none for a post of nobody at risk
 */
export function decideProtection(post: PostAtRisk, trace: TraceStep[]): readonly Signal[] {
  const standing: Signal[] = [];
  const excusable = excusableIn(post);
  for (const { id, category, unless } of inReadingOrder(post.signals, post.atRisk)) {
    const { stands, by } = verdictOn(id, unless ?? [], excusable);
    if (stands !== undefined) {
      standing.push(stands);
      trace.push({ step: 'protection', rule: id, category });
    } else if (by !== undefined) trace.push({ step: 'protection-excused', rule: id, by });
  }
  return standing;
}

interface Excusable {
  readonly text: string;
  readonly signals: readonly Signal[];
  /** In reading order. */
  readonly excuses: readonly Excuse[];
  readonly lines: readonly Span[];
}

function excusableIn({ text, signals, excuses }: PostAtRisk): Excusable {
  const isPossible = excuses.length >= LEAST_SIGNS;
  return {
    text,
    signals,
    excuses: isPossible ? excuses.toSorted((a, b) => a.start - b.start) : [],
    lines: isPossible ? linesOf(text) : [],
  };
}

/** The protection rules as the post first says them. */
function inReadingOrder(signals: readonly Signal[], atRisk: readonly CompiledRule[]): CompiledRule[] {
  const told = new Set(signals.filter(({ category }) => isProtectionKind(category)).map(({ rule }) => rule));
  return [...told].flatMap((id) => atRisk.find((rule) => rule.id === id) ?? []);
}

interface Verdict {
  /** The first place where the rule speaks that nothing excuses. */
  readonly stands: Signal | undefined;
  /** What excuses every place. */
  readonly by: Category | undefined;
}

function verdictOn(rule: string, unless: readonly Category[], post: Excusable): Verdict {
  let by: Category | undefined;
  let last: Span | undefined;
  for (const signal of post.signals) {
    if (signal.rule !== rule) continue;
    const paragraph = linesAround(post.lines, signal);
    // A paragraph is asked once, however often the rule speaks in it.
    if (last?.start === paragraph.start && last.end === paragraph.end) continue;
    const excuse = excuseIn(post, paragraph, unless);
    if (excuse === undefined) return { stands: signal, by: undefined };
    by ??= excuse;
    last = paragraph;
  }
  return { stands: undefined, by };
}

/** What a paragraph plainly is instead; `undefined` where too few signs say so. */
function excuseIn(
  { text, excuses }: Excusable,
  { start, end }: Span,
  unless: readonly Category[],
): Category | undefined {
  const there = excuses.slice(firstFrom(excuses, start), firstFrom(excuses, end));
  const isAsking = there.some(({ category }) => category === 'seeker');
  const signs = there.filter(
    ({ category }) => unless.includes(category) && !(isAsking && category === 'aid'),
  );
  return wordsAt(text, signs) < LEAST_SIGNS ? undefined : signs[0]?.category;
}

/**
 * How many different words there are among the signs, of places apart: several rules may find the same word, and a laugh
 * laughed twice is one.
 */
function wordsAt(text: string, signs: readonly Span[]): number {
  const words = new Set<string>();
  let last = '';
  let end = -1;
  for (const sign of signs) {
    if (sign.start < end && sign.end >= end) continue;
    const word = text.slice(sign.start, sign.end).toLowerCase();
    if (words.has(word)) continue;
    // Of two signs that overlap the one that ends first leaves room for more.
    if (sign.start < end) words.delete(last);
    words.add(word);
    last = word;
    end = sign.end;
  }
  return words.size;
}
