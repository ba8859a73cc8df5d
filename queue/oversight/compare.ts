import canonicalize from 'canonicalize';
import type { Assessment, Signal } from '../contracts/index.ts';
import type { Difference, Finding } from './port.ts';

/** What differs between two assessments of one text; `null` where they are the same but for their release and holds. */
export function differenceOf(then: Assessment, now: Assessment): Difference | null {
  const lost = missing(findings(then), findings(now));
  const gained = missing(findings(now), findings(then));
  const difference: Difference = {
    lane: then.lane === now.lane ? null : [then.lane, now.lane],
    score: then.score === now.score ? null : [then.score, now.score],
    language: then.language === now.language ? null : [then.language, now.language],
    lost,
    gained,
    isTraceOther: canonicalize(then.trace) !== canonicalize(now.trace),
  };
  const { lane, score, language, isTraceOther } = difference;
  const isSame = lane === null && score === null && language === null && !isTraceOther;
  return isSame && lost.length + gained.length === 0 ? null : difference;
}

function findings({ signals, counterSignals }: Assessment): Finding[] {
  return [...signals, ...counterSignals].map(({ rule, start, end, weight }: Signal) => ({
    rule,
    start,
    end,
    weight,
  }));
}

function missing(some: readonly Finding[], others: readonly Finding[]): Finding[] {
  const known = new Set(others.map(nameOf));
  return some.filter((one) => !known.has(nameOf(one)));
}

function nameOf({ rule, start, end, weight }: Finding): string {
  return `${rule} ${start} ${end} ${weight}`;
}
