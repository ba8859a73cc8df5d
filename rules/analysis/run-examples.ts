import type { Assessment } from '../assessment.ts';
import { compileRules } from '../compile/compile-rules.ts';
import type { LocatedPack } from '../load/parse-packs.ts';
import type { Rule } from '../schema.ts';
import { createScorer, type Scorer } from '../score/create-scorer.ts';

/** An example that does not come out as its pack says. */
export interface ExampleFailure {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** The rule's id; null for a whole post under `cases`. */
  readonly rule: string | null;
  readonly expected: 'match' | 'reject' | 'none' | 'review' | 'protect';
  readonly text: string;
  /** What came instead: the lane of a case, or the rules that spoke. */
  readonly found: readonly string[];
}

export interface ExampleRun {
  readonly count: number;
  readonly failures: readonly ExampleFailure[];
}

interface Example extends Omit<ExampleFailure, 'found'> {
  readonly isMet: (assessment: Assessment) => boolean;
}

/**
 * Runs every example of every live rule and every whole post, against all packs together: a rule that is right by itself
 * and wrong in company is wrong.
 */
export function runExamples(located: readonly LocatedPack[]): ExampleRun {
  const compiled = compileRules(located.map(({ pack }) => pack));
  const scorer = createScorer(compiled, { release: null });
  const live = new Set(located.flatMap(({ pack }) => pack.rules.filter(isLive).map(({ id }) => id)));
  const examples = located.flatMap((one) => [
    ...ownExamples(one),
    ...examplesOfShared(one, live),
    ...wholePosts(one),
  ]);
  return { count: examples.length, failures: examples.flatMap((example) => failureOf(example, scorer)) };
}

function isLive({ status }: Rule): boolean {
  return status === 'live';
}

function ownExamples({ pack, locate }: LocatedPack): readonly Example[] {
  return pack.rules.flatMap((rule, at) =>
    isLive(rule)
      ? (['match', 'reject'] as const).flatMap((kind) =>
          rule.examples[kind].map((text, i) => ({
            file: pack.file,
            ...locate(['rules', at, 'examples', kind, i]),
            ...ofRule(rule.id, kind, text),
          })),
        )
      : [],
  );
}

/** What a language shows for rules that are shared by all of them. */
function examplesOfShared({ pack, locate }: LocatedPack, live: ReadonlySet<string>): readonly Example[] {
  return Object.entries(pack.examples ?? {}).flatMap(([id, examples]) =>
    live.has(id)
      ? (['match', 'reject'] as const).flatMap((kind) =>
          examples[kind].map((text, i) => ({
            file: pack.file,
            ...locate(['examples', id, kind, i]),
            ...ofRule(id, kind, text),
          })),
        )
      : [],
  );
}

function wholePosts({ pack, locate }: LocatedPack): readonly Example[] {
  return pack.cases.map(({ text, lane }, at) => ({
    file: pack.file,
    ...locate(['cases', at, 'text']),
    rule: null,
    expected: lane,
    text,
    isMet: (assessment) => assessment.lane === lane,
  }));
}

function ofRule(id: string, expected: 'match' | 'reject', text: string) {
  return {
    rule: id,
    expected,
    text,
    isMet: (assessment: Assessment) => rulesOf(assessment).includes(id) === (expected === 'match'),
  };
}

function failureOf({ isMet, ...example }: Example, scorer: Scorer): readonly ExampleFailure[] {
  const assessment = scorer.score({ text: example.text });
  if (isMet(assessment)) return [];
  return [{ ...example, found: example.rule === null ? [assessment.lane] : rulesOf(assessment) }];
}

function rulesOf({ signals, counterSignals }: Assessment): readonly string[] {
  return [...new Set([...signals, ...counterSignals].map(({ rule }) => rule))];
}
