import type { Assessment, Signal, TraceStep } from '../assessment.ts';
import { isCounterKind, isProtectionKind } from '../categories.ts';
import type { CompiledRule } from '../compile/compiled-rules.ts';
import type { Found } from '../match/found.ts';
import type { Gate } from '../schema.ts';
import { UNDONE } from '../text/fold-code-point.ts';
import { decideGate } from './decide-gate.ts';
import { decideProtection } from './decide-protection.ts';

/** What an assessment carries beside what was found. */
export interface Frame {
  readonly release: string | null;
  readonly holds: readonly string[];
  readonly language: string;
  readonly gate: Gate;
  /** The trace of a post in which nothing was found; most posts, so it is made once. */
  readonly quietTrace: readonly TraceStep[];
}

/** Protection first, then the offer gate; every point leads to a rule and, through its signals, to spans. */
export function assess(found: Found, frame: Frame): Assessment {
  if (found.hits.length === 0 && found.errors.length === 0 && found.text.undone === 0) return quiet(frame);
  const all = toSignals(found);
  const counterSignals = all.filter((signal) => isCounterKind(signal.category));
  const signals = all.filter((signal) => !isCounterKind(signal.category));
  const trace: TraceStep[] = [...undoneSteps(found.text.undone), ...erroredSteps(found)];
  const protection = decideProtection({ signals, counterSignals, rules: rulesById(found) });
  trace.push(...protection.trace);
  const offer = decideGate({ signals, counterSignals, gate: frame.gate });
  const common = { version: 1, release: frame.release, holds: frame.holds } as const;
  const evidence = { language: frame.language, signals, counterSignals };
  if (protection.isMet) {
    // No score and no offer arithmetic: a person at risk is not ranked.
    if (offer.isProviderMet && offer.kinds.length > 0)
      trace.push({ step: 'offer-and-distress', kinds: offer.kinds });
    return { ...common, lane: 'protect', score: null, ...evidence, trace };
  }
  trace.push(...offer.trace);
  return { ...common, lane: offer.isMet ? 'review' : 'none', score: offer.score, ...evidence, trace };
}

function quiet(frame: Frame): Assessment {
  const { release, holds, language, quietTrace: trace } = frame;
  return {
    version: 1,
    release,
    holds,
    lane: 'none',
    score: 0,
    language,
    signals: [],
    counterSignals: [],
    trace,
  };
}

function toSignals(found: Found): readonly Signal[] {
  const signals: Signal[] = [];
  for (const hit of found.hits) {
    const rule = found.compiled.rules[hit.rule];
    if (rule === undefined) continue;
    signals.push({
      rule: rule.id,
      category: rule.category,
      start: found.text.from[hit.start] ?? 0,
      end: found.text.to[hit.end - 1] ?? 0,
      weight: isProtectionKind(rule.category) ? 0 : rule.weight,
    });
  }
  return signals.sort((a, b) => a.start - b.start || compare(a.rule, b.rule) || a.end - b.end);
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

function rulesById(found: Found): ReadonlyMap<string, CompiledRule> {
  const byId = new Map<string, CompiledRule>();
  for (const hit of found.hits) {
    const rule = found.compiled.rules[hit.rule];
    if (rule !== undefined) byId.set(rule.id, rule);
  }
  return byId;
}

function undoneSteps(undone: number): readonly TraceStep[] {
  if (undone === 0) return [];
  const what = Object.entries(UNDONE).flatMap(([name, bit]) => ((undone & bit) !== 0 ? [name] : []));
  return [{ step: 'undone', what, weight: 0 }];
}

function erroredSteps(found: Found): readonly TraceStep[] {
  return found.errors.map(({ rule, error }) => ({
    step: 'errored',
    rule: found.compiled.rules[rule]?.id ?? '',
    error,
  }));
}
