import type { Assessment, Signal } from '../../../queue/contracts/index.ts';
import type { Span } from './split-spans.ts';

const PROTECTION = [
  'distress',
  'medical',
  'missing',
  'minor-alone',
  'extortion',
  'captivity',
  'trafficking',
  'vulnerability',
  'circumstance',
  'appeal',
];

/** All that one rule found, under the number that its marks carry in the text. */
export interface Finding {
  readonly number: number;
  readonly kind: 'signal' | 'counter';
  readonly rule: string;
  readonly category: string;
  /** As it enters the sum, negative for what speaks against; of what is left out of it, that of its heaviest place. */
  readonly weight: number;
  /** A kind of evidence counts once, with its heaviest rule; the others are shown and add nothing. */
  readonly isCounted: boolean;
  /** Whether all of it stands in quotation marks, which is why it is not counted. */
  readonly isQuoted: boolean;
  readonly isProtection: boolean;
  readonly spans: readonly Span[];
}

export interface Sum {
  readonly parts: readonly { readonly rule: string; readonly category: string; readonly weight: number }[];
  readonly total: number;
  /** Whether the parts give the recorded score; if not, the explanation must say that it fails. */
  readonly isExact: boolean;
}

/** Groups signals by rule, in the order of their first words in the text; what speaks against comes after. */
export function findings(assessment: Assessment): Finding[] {
  const counted = new Map(sumOf(assessment).parts.map(({ rule, weight }) => [rule, weight]));
  const quoted = new Set(assessment.trace.map((step) => (step.step === 'quoted' ? step.rule : null)));
  const found: Finding[] = [];
  for (const kind of ['signal', 'counter'] as const) {
    const signals = kind === 'signal' ? assessment.signals : assessment.counterSignals;
    for (const [rule, hits] of byRule(signals)) {
      const { category } = hits[0];
      // A place in quotation marks weighs nothing, wherever the rule counted.
      const heaviest = Math.max(...hits.map(({ weight }) => Math.abs(weight)));
      const part = counted.get(rule);
      found.push({
        number: found.length + 1,
        kind,
        rule,
        category,
        weight: part ?? (kind === 'counter' ? -heaviest : heaviest),
        isCounted: part !== undefined,
        isQuoted: part === undefined && quoted.has(rule),
        isProtection: PROTECTION.includes(category),
        spans: merged(hits),
      });
    }
  }
  return found;
}

function byRule(signals: readonly Signal[]): Map<string, [Signal, ...Signal[]]> {
  const groups = new Map<string, [Signal, ...Signal[]]>();
  for (const signal of signals.toSorted((a, b) => a.start - b.start)) {
    const group = groups.get(signal.rule);
    if (group === undefined) groups.set(signal.rule, [signal]);
    else group.push(signal);
  }
  return groups;
}

/** Overlapping hits of one rule are one stretch of text. Expects them in the order of their start. */
function merged(hits: readonly Span[]): Span[] {
  const spans: Span[] = [];
  for (const { start, end } of hits) {
    const last = spans.at(-1);
    if (last !== undefined && start < last.end)
      spans[spans.length - 1] = { start: last.start, end: Math.max(last.end, end) };
    else spans.push({ start, end });
  }
  return spans;
}

/** The parts of the score as the trace names them. */
export function sumOf(assessment: Assessment): Sum {
  const parts = assessment.trace
    .filter(isCounted)
    .map(({ rule, category, weight }) => ({ rule, category, weight }));
  const total = rounded(parts.reduce((sum, part) => sum + part.weight, 0));
  return { parts, total, isExact: assessment.score === null || total === rounded(assessment.score) };
}

function isCounted(step: Assessment['trace'][number]): step is {
  step: 'counted';
  rule: string;
  category: string;
  weight: number;
} {
  return (
    step.step === 'counted' &&
    typeof step.rule === 'string' &&
    typeof step.category === 'string' &&
    typeof step.weight === 'number'
  );
}

/** Decimal weights must not fail over binary fractions. */
function rounded(value: number): number {
  return Math.round(value * 1e6) / 1e6;
}
