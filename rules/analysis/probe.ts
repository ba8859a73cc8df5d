import type { Assessment } from '../assessment.ts';
import type { CompiledRules } from '../compile/compiled-rules.ts';
import type { Pack } from '../schema.ts';
import { createScorer, type Scorer } from '../score/create-scorer.ts';
import { holdsIn } from '../score/held-rules.ts';

/**
 * How a rule of one language answers to what its pack shows for it: `speaks`: it finds what it must and leaves alone what it
 * must not; `held`: it is on hold; `errored`: it failed to run; `missed`: it does not find what it must; `overreaches`: it finds
 * what it must not.
 */
export type RuleAnswer = 'speaks' | 'held' | 'errored' | 'missed' | 'overreaches';

export interface RuleProbe {
  readonly rule: string;
  /** `und` for what shared rules show by themselves. */
  readonly language: string;
  readonly answer: RuleAnswer;
}

/** So many whole posts of a kind, and how many of them came where they belong. */
interface Answered {
  readonly n: number;
  readonly right: number;
}

export interface LanguageProbe {
  readonly language: string;
  readonly offers: Answered;
  /** Posts that nothing may flag. */
  readonly harmless: Answered;
  readonly atRisk: Answered;
  /** Rules on hold without which a known offer is not found, in order. */
  readonly lostTo: readonly string[];
}

export interface Probes {
  readonly languages: readonly LanguageProbe[];
  readonly rules: readonly RuleProbe[];
}

interface InForce {
  readonly holds: readonly string[];
  readonly shadowLanguages: readonly string[];
}

/**
 * Scores the invented posts of the packs as any post is scored: with these rules, holds and languages in shadow. A pack's whole posts say
 * whether offers of its language are found; where it has none, those examples do that reach `review` while nothing is on hold or in shadow.
 * Nothing is kept.
 */
export function probePacks(
  packs: readonly Pack[],
  compiled: CompiledRules,
  { holds, shadowLanguages }: InForce,
): Probes {
  const now = createScorer(compiled, { release: null, holds, shadowLanguages });
  const held = new Set(holdsIn(compiled, holds));
  const isWhole = holds.length + shadowLanguages.length === 0;
  const unheld = isWhole ? now : createScorer(compiled, { release: null });
  const own = packs.filter(({ language }) => language !== 'shared');
  const tags = [...new Set(own.map(({ language }) => language))].toSorted();
  return {
    languages: tags.map((language) =>
      probeLanguage(
        language,
        own.filter((pack) => pack.language === language),
        { now, unheld, held },
      ),
    ),
    rules: probeRules(packs, now, held),
  };
}

function probeLanguage(
  language: string,
  packs: readonly Pack[],
  {
    now,
    unheld,
    held,
  }: { readonly now: Scorer; readonly unheld: Scorer; readonly held: ReadonlySet<string> },
): LanguageProbe {
  const cases = packs.flatMap((pack) => pack.cases);
  const of = (lane: string) => cases.filter((one) => one.lane === lane).map(({ text }) => text);
  const known = of('review');
  const offers =
    known.length > 0 ? known : examplesIn(packs).filter((text) => laneOf(unheld, text) === 'review');
  const lost = offers.filter((text) => laneOf(now, text) !== 'review');
  return {
    language,
    offers: { n: offers.length, right: offers.length - lost.length },
    harmless: answered(now, of('none'), 'none'),
    atRisk: answered(now, of('protect'), 'protect'),
    lostTo: [...new Set(lost.flatMap((text) => rulesIn(unheld.score({ text }))))]
      .filter((rule) => held.has(rule))
      .toSorted(),
  };
}

function examplesIn(packs: readonly Pack[]): string[] {
  return packs.flatMap(({ rules, examples = {} }) => [
    ...rules.filter(({ status }) => status === 'live').flatMap((rule) => rule.examples.match),
    ...Object.values(examples).flatMap(({ match }) => match),
  ]);
}

function probeRules(packs: readonly Pack[], scorer: Scorer, held: ReadonlySet<string>): RuleProbe[] {
  const live = new Set(
    packs.flatMap(({ rules }) => rules.filter(({ status }) => status === 'live').map(({ id }) => id)),
  );
  const shown = packs.flatMap(({ language, rules, examples = {} }) => [
    ...rules.map((rule) => ({ rule: rule.id, language, ...rule.examples })),
    ...Object.entries(examples).map(([rule, given]) => ({ rule, language, ...given })),
  ]);
  const answers = new Map<string, RuleProbe>();
  for (const { rule, language: tag, match, reject } of shown) {
    if (!live.has(rule)) continue;
    const language = tag === 'shared' ? 'und' : tag;
    const answer = held.has(rule) ? 'held' : answerOf(rule, scorer, { match, reject });
    const key = `${rule} ${language}`;
    const before = answers.get(key)?.answer ?? 'speaks';
    answers.set(key, { rule, language, answer: before === 'speaks' ? answer : before });
  }
  return [...answers.values()].toSorted((one, other) =>
    `${one.language} ${one.rule}`.localeCompare(`${other.language} ${other.rule}`, 'en'),
  );
}

function answerOf(
  rule: string,
  scorer: Scorer,
  { match, reject }: { readonly match: readonly string[]; readonly reject: readonly string[] },
): RuleAnswer {
  const found = (text: string) => {
    const assessment = scorer.score({ text });
    const isBroken = assessment.trace.some((one) => one.step === 'errored' && one.rule === rule);
    return { isBroken, speaks: rulesIn(assessment).includes(rule) };
  };
  const must = match.map(found);
  const mustNot = reject.map(found);
  if ([...must, ...mustNot].some(({ isBroken }) => isBroken)) return 'errored';
  if (must.some(({ speaks }) => !speaks)) return 'missed';
  return mustNot.some(({ speaks }) => speaks) ? 'overreaches' : 'speaks';
}

function answered(scorer: Scorer, texts: readonly string[], lane: Assessment['lane']): Answered {
  return { n: texts.length, right: texts.filter((text) => laneOf(scorer, text) === lane).length };
}

function laneOf(scorer: Scorer, text: string): Assessment['lane'] {
  return scorer.score({ text }).lane;
}

function rulesIn({ signals, counterSignals }: Assessment): string[] {
  return [...signals, ...counterSignals].map(({ rule }) => rule);
}
