import type { Signal, Span } from '../assessment.ts';
import { isCounterKind, isNeedKind, isProtectionKind } from '../categories.ts';
import type { Found } from '../match/found.ts';
import { originalSpans } from '../text/original-span.ts';
import { isInside } from '../text/quotations.ts';
import { withoutEchoes } from './echoes.ts';
import { emptyTalkIn } from './empty-talk.ts';
import { othersWords } from './others-words.ts';

/** What was found in a post, by what it speaks for. All lists are in reading order. */
export interface Evidence {
  readonly signals: readonly Signal[];
  /** The same and those of rules on hold, which count for nothing and still say what they say. */
  readonly told: readonly Signal[];
  readonly counterSignals: readonly Signal[];
  /** The same with the weight of tags and laughs that count for nothing. */
  readonly saidAgainst: readonly Signal[];
  /** Calls for help, which are among the signals too, and what adds up to one, which is not. */
  readonly signs: readonly Signal[];
  /** Rules of whose evidence all stands in quotation marks, each once. */
  readonly quoted: readonly string[];
}

/** @param holds rules that count for nothing */
export function evidenceIn(found: Found, original: string, holds: readonly string[]): Evidence {
  const quoted: string[] = [];
  const signals: Signal[] = [];
  const counterSignals: Signal[] = [];
  const signs: Signal[] = [];
  const isEmptyTalk = emptyTalkIn(found);
  let quotations: readonly Span[] | null = null;
  let saidAgainst: Signal[] | null = null;
  const spanOf = originalSpans(found.text, original);
  const hits = withoutEchoes(found.hits, found.compiled);
  for (const hit of hits) {
    const rule = found.compiled.rules[hit.rule];
    if (rule === undefined) continue;
    const { id, category } = rule;
    const { start, end } = spanOf(hit);
    if (isNeedKind(category)) {
      signs.push({ rule: id, category, start, end, weight: rule.weight });
      continue;
    }
    if (isCounterKind(category)) {
      const signal = { rule: id, category, start, end, weight: rule.weight };
      const isEmpty = isEmptyTalk(hit, category);
      if (isEmpty) saidAgainst ??= [...counterSignals];
      saidAgainst?.push(signal);
      counterSignals.push(isEmpty ? { rule: id, category, start, end, weight: 0 } : signal);
      continue;
    }
    const isProtection = isProtectionKind(category);
    let isQuoted = false;
    if (!isProtection) {
      quotations ??= othersWords(found, { hits, original, spanOf, isEmptyTalk });
      isQuoted = isInside(quotations, start, end);
      if (isQuoted && !quoted.includes(id)) quoted.push(id);
    }
    const signal = { rule: id, category, start, end, weight: isProtection || isQuoted ? 0 : rule.weight };
    signals.push(signal);
    if (isProtection) signs.push(signal);
  }
  putInOrder(signs);
  putInOrder(signals);
  putInOrder(counterSignals);
  if (saidAgainst !== null) putInOrder(saidAgainst);
  const inForce = holds.length === 0 ? signals : signals.filter(({ rule }) => !holds.includes(rule));
  const onlyQuoted = quotations === null ? quoted : notOutside(quoted, signals, quotations);
  return {
    signals: inForce,
    told: signals,
    counterSignals,
    saidAgainst: saidAgainst ?? counterSignals,
    signs,
    quoted: onlyQuoted,
  };
}

/** A rule that speaks outside of quotation marks as well counts, and nothing else is to be said of it. */
function notOutside(
  quoted: readonly string[],
  signals: readonly Signal[],
  quotations: readonly Span[],
): readonly string[] {
  if (quoted.length === 0) return quoted;
  const outside = new Set<string>();
  for (const { rule, start, end } of signals) if (!isInside(quotations, start, end)) outside.add(rule);
  return quoted.filter((rule) => !outside.has(rule));
}

/** Sorted, each once: two languages can speak the same rule of the same words. */
function putInOrder(signals: Signal[]): void {
  if (signals.length < 2) return;
  signals.sort(inReadingOrder);
  let kept = 1;
  for (let at = 1; at < signals.length; at += 1) {
    const [last, own] = [signals[kept - 1], signals[at]];
    if (last === undefined || own === undefined || inReadingOrder(last, own) === 0) continue;
    signals[kept] = own;
    kept += 1;
  }
  if (kept < signals.length) signals.length = kept;
}

export function inReadingOrder(a: Signal, b: Signal): number {
  return a.start - b.start || compare(a.rule, b.rule) || a.end - b.end;
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
