import type { Signal, Span, TraceStep } from '../assessment.ts';
import { type Category, isProtectionKind } from '../categories.ts';
import type { CompiledRule } from '../compile/compiled-rules.ts';
import { linesAround, linesOf } from '../text/line-end.ts';
import { type Excusable, type Excuse, Excuses, type Pair } from './excuses.ts';

interface PostAtRisk extends Excusable {
  readonly text: string;
  readonly atRisk: readonly CompiledRule[];
}

/** What is decided about a post with signs of a person at risk. */
export interface Protection {
  /** Where each rule that decides first stands: none for a post of nobody at risk. */
  readonly standing: readonly Signal[];
  /** By what the rules that stand back do so. */
  readonly excusing: readonly Excuse[];
}

/**
 * One protection rule is enough. It stands back only for the readings its own entry names (`unless`), such as a news
 * report about a rescue, and only where they stand in the same paragraph: a call for help below an advert or a chat about
 * football is no less of one. An aid group tells what it does; who asks for one, names it in the call itself, or tells of being
 * there, needs it, and names of groups alone tell nothing. What is said of the writer's own kin is no report. Offer
 * evidence never makes it stand back, because doubt resolves to protection. What is decided about each rule is added to `trace`.
 */
export function decideProtection(post: PostAtRisk, trace: TraceStep[]): Protection {
  const standing: Signal[] = [];
  const excusing: Excuse[] = [];
  const signs = post.excuses.length > 1 ? signsIn(post) : undefined;
  for (const { id, category, unless } of inReadingOrder(post.signals, post.atRisk)) {
    const { stands, by } = verdictOn(id, unless ?? [], post.signals, signs);
    if (stands !== undefined) {
      standing.push(stands);
      trace.push({ step: 'protection', rule: id, category });
    } else if (by !== undefined) {
      excusing.push(...by);
      trace.push({ step: 'protection-excused', rule: id, by: by[0].category });
    }
  }
  return { standing, excusing };
}

interface Signs {
  readonly excuses: Excuses;
  readonly lines: readonly Span[];
}

function signsIn(post: PostAtRisk): Signs {
  return { excuses: new Excuses(post), lines: linesOf(post.text) };
}

/** The protection rules as the post first says them. */
function inReadingOrder(signals: readonly Signal[], atRisk: readonly CompiledRule[]): CompiledRule[] {
  const told = new Set(signals.filter(({ category }) => isProtectionKind(category)).map(({ rule }) => rule));
  return [...told].flatMap((id) => atRisk.find((rule) => rule.id === id) ?? []);
}

interface Verdict {
  /** The first place where the rule speaks that nothing excuses. */
  readonly stands: Signal | undefined;
  /** Where every place is excused, what excuses the first. */
  readonly by: Pair | undefined;
}

function verdictOn(
  rule: string,
  unless: readonly Category[],
  signals: readonly Signal[],
  signs: Signs | undefined,
): Verdict {
  let by: Pair | undefined;
  let last: Span | undefined;
  for (const signal of signals) {
    if (signal.rule !== rule) continue;
    if (signs === undefined) return { stands: signal, by: undefined };
    const paragraph = linesAround(signs.lines, signal);
    // A paragraph is asked once, however often the rule speaks in it.
    if (last?.start === paragraph.start && last.end === paragraph.end) continue;
    const excuse = signs.excuses.within(paragraph, unless);
    if (excuse === undefined) return { stands: signal, by: undefined };
    by ??= excuse;
    last = paragraph;
  }
  return { stands: undefined, by };
}
