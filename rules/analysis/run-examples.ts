import type { Assessment } from '../assessment.ts';
import { compileRules } from '../compile/compile-rules.ts';
import type { CompiledRules } from '../compile/compiled-rules.ts';
import type { Locate } from '../load/fault.ts';
import type { LocatedPack } from '../load/parse-packs.ts';
import type { Pack, Rule } from '../schema.ts';
import { createScorer, type Scorer } from '../score/create-scorer.ts';
import { isTried, withShadowLive } from './shadow-rules.ts';

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

interface Example extends Omit<ExampleFailure, 'line' | 'column' | 'found'> {
  /** Asked for where it fails: of packs that are kept, a file would have to be parsed again for it. */
  readonly place: () => ReturnType<Locate>;
  readonly isMet: (assessment: Assessment) => boolean;
}

/**
 * Runs every example of every live rule and every whole post, against all packs together: a rule that is right by itself
 * and wrong in company is wrong. Examples of a rule in shadow are run as if all of those were live.
 * @param compiled the compiled form of these packs, where it is at hand
 */
export function runExamples(located: readonly LocatedPack[], compiled?: CompiledRules): ExampleRun {
  const packs = located.map(({ pack }) => pack);
  const live = createScorer(compiled ?? compileRules(packs), { release: null });
  const whole = withShadowLive(packs);
  const tried = whole === packs ? live : createScorer(compileRules(whole), { release: null });
  const inShadow = new Set(idsOf(packs, ({ status }) => status === 'shadow'));
  const all = new Set(idsOf(packs, isTried));
  const examples = located.flatMap((one) => [
    ...ownExamples(one),
    ...examplesOfShared(one, all),
    ...wholePosts(one),
  ]);
  const failures = examples.flatMap((example) =>
    failureOf(example, inShadow.has(example.rule ?? '') ? tried : live),
  );
  return { count: examples.length, failures };
}

function idsOf(packs: readonly Pack[], test: (rule: Rule) => boolean): readonly string[] {
  return packs.flatMap((pack) => pack.rules.filter(test).map(({ id }) => id));
}

function ownExamples({ pack, locate }: LocatedPack): readonly Example[] {
  return pack.rules.flatMap((rule, at) =>
    isTried(rule)
      ? (['match', 'reject'] as const).flatMap((kind) =>
          rule.examples[kind].map((text, i) => ({
            file: pack.file,
            place: () => locate(['rules', at, 'examples', kind, i]),
            ...ofRule(rule.id, kind, text),
          })),
        )
      : [],
  );
}

/** What a language shows for rules that are shared by all of them. */
function examplesOfShared({ pack, locate }: LocatedPack, tried: ReadonlySet<string>): readonly Example[] {
  return Object.entries(pack.examples ?? {}).flatMap(([id, examples]) =>
    tried.has(id)
      ? (['match', 'reject'] as const).flatMap((kind) =>
          examples[kind].map((text, i) => ({
            file: pack.file,
            place: () => locate(['examples', id, kind, i]),
            ...ofRule(id, kind, text),
          })),
        )
      : [],
  );
}

function wholePosts({ pack, locate }: LocatedPack): readonly Example[] {
  return pack.cases.map(({ text, lane }, at) => ({
    file: pack.file,
    place: () => locate(['cases', at, 'text']),
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

function failureOf({ isMet, place, ...example }: Example, scorer: Scorer): readonly ExampleFailure[] {
  const assessment = scorer.score({ text: example.text });
  if (isMet(assessment)) return [];
  return [{ ...example, ...place(), found: example.rule === null ? [assessment.lane] : rulesOf(assessment) }];
}

function rulesOf({ signals, counterSignals }: Assessment): readonly string[] {
  return [...new Set([...signals, ...counterSignals].map(({ rule }) => rule))];
}
