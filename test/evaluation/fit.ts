/**
 * Suggests weights for the shared rules: `npm run -s fit -- [--cases FILE...] [--background FILE]`, fitted to the seen half
 * of the development set, or better to cases that no word was added for yet, and to real harmless posts.
 *
 * A logistic regression on the rules found in each case, with what the gate demands besides points taken as given. A rule
 * keeps its sign, one that speaks against an offer is never weakened, and each is pulled towards its present weight, so that
 * a handful of cases does not turn it over. Languages take turns in being left out, which tells how the suggestion does on a
 * language it has not seen.
 */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { isProtectionKind } from '../../rules/categories.ts';
import { type Assessment, createScorer } from '../../rules/index.ts';
import { sampleLines } from '../bench/pipeline/sample-posts.ts';
import { shippedRules } from '../unit/rules/shipped-packs.ts';
import { type Case, readCases, readHalf } from './read-cases.ts';

const FIXTURES = join(import.meta.dirname, '../fixtures/evaluation');
const FOLDS = 5;
const STEPS = 1_500;
const RATE = 0.05;
/** Points that make an offer e times as likely: the slope of the gate. */
const SCALE = 2;
/** How strongly weights are pulled to where they were. */
const PULL = 0.004;
/** A harmless post that is flagged costs as much as so many offers missed; somebody on the move costs more. */
const COST_OF_FLAG = { not_offer: 4, protect: 12, background: 4 } as const;
const MOST = 10;

interface Example {
  readonly lang: string;
  readonly isOffer: boolean;
  readonly cost: number;
  /** Indexes of the rules that counted. */
  readonly rules: readonly number[];
}

const { values } = parseArgs({
  options: { cases: { type: 'string', multiple: true }, background: { type: 'string' } },
});
const rules = await shippedRules();
const scorer = createScorer(rules, { release: null });
const names: string[] = [];
const present: number[] = [];
const indexOf = new Map<string, number>();
const { threshold } = rules.gate;
const cases =
  values.cases === undefined
    ? await readHalf(FIXTURES, 'tuned')
    : (await Promise.all(values.cases.map(readCases))).flat();
const examples = [...cases.flatMap(toExample), ...(await backgroundExamples(values.background))];
console.log(
  `${examples.length} texts reach the gate, ${examples.filter(({ isOffer }) => isOffer).length} of them offers`,
);
const languages = [...new Set(examples.map(({ lang }) => lang))];
report('as they are', examples, present);
const unseen = Array.from({ length: FOLDS }, (_, fold) => {
  const isLeftOut = ({ lang }: Example) => languages.indexOf(lang) % FOLDS === fold;
  const weights = rounded(fitWeights(examples.filter((one) => !isLeftOut(one))));
  return examples.filter(isLeftOut).map((one) => ({ one, isFlagged: score(one, weights) >= threshold }));
}).flat();
const missed = unseen.filter(({ one, isFlagged }) => one.isOffer && !isFlagged).length;
const flagged = unseen.filter(({ one, isFlagged }) => !one.isOffer && isFlagged).length;
console.log(`fitted, on languages left out: ${missed} offers missed, ${flagged} others flagged`);
const suggested = rounded(fitWeights(examples));
report('fitted, on what it saw', examples, suggested);
for (const [index, name] of names.entries()) {
  const uses = examples.filter(({ rules }) => rules.includes(index)).length;
  if (suggested[index] !== present[index])
    console.log(`  ${name}: ${present[index]} -> ${suggested[index]} (in ${uses} cases)`);
}

function toExample(one: Case): readonly Example[] {
  const { lang, label } = one;
  const cost = label === 'offer' ? 1 : COST_OF_FLAG[label];
  return reaching(one.text).map((rules) => ({ lang, isOffer: label === 'offer', cost, rules }));
}

async function backgroundExamples(file: string | undefined): Promise<readonly Example[]> {
  if (file === undefined) return [];
  const cost = COST_OF_FLAG.background;
  return (await sampleLines(Number.POSITIVE_INFINITY, file)).flatMap((line) => {
    const { lang, text } = JSON.parse(line) as { lang: string; text: string };
    return reaching(text).map((rules) => ({ lang, isOffer: false, cost, rules }));
  });
}

/** The rules that counted in a text that reaches the gate; empty for all others. */
function reaching(text: string): readonly (readonly number[])[] {
  const assessment = scorer.score({ text });
  if (!hasGate(assessment)) return [];
  return [
    assessment.trace.flatMap((step) =>
      step.step === 'counted' && !isProtectionKind(step.category) ? [indexFor(step.rule, step.weight)] : [],
    ),
  ];
}

/** Whether nothing but points decides. */
function hasGate({ trace }: Assessment): boolean {
  return (
    trace.some(({ step }) => step === 'gate') &&
    trace.every((step) => step.step !== 'gate' || step.part === 'threshold' || step.met)
  );
}

function indexFor(rule: string, weight: number): number {
  const known = indexOf.get(rule);
  if (known !== undefined) return known;
  indexOf.set(rule, names.length);
  names.push(rule);
  present.push(weight);
  return names.length - 1;
}

function score({ rules }: Example, weights: readonly number[]): number {
  return rules.reduce((sum, rule) => sum + (weights[rule] ?? 0), 0);
}

/** Gradient descent on the log loss; each rule stays on its side of nothing. */
function fitWeights(from: readonly Example[]): readonly number[] {
  const weights = [...present];
  const gradient = new Float64Array(weights.length);
  for (let step = 0; step < STEPS; step += 1) {
    gradient.fill(0);
    for (const one of from) {
      // Half a point below the threshold is as good as flagged, since points are whole.
      const chance = 1 / (1 + Math.exp(-(score(one, weights) - (threshold - 0.5)) / SCALE));
      const cost = one.isOffer ? chance - 1 : one.cost * chance;
      for (const rule of one.rules) gradient[rule] = (gradient[rule] ?? 0) + cost / SCALE;
    }
    for (let rule = 0; rule < weights.length; rule += 1) {
      const before = present[rule] ?? 0;
      const pull = PULL * from.length * ((weights[rule] ?? 0) - before) * 0.1;
      const next =
        (weights[rule] ?? 0) - RATE * ((gradient[rule] ?? 0) + pull) * (10 / Math.sqrt(from.length));
      weights[rule] =
        before < 0 ? Math.min(before, Math.max(-MOST, next)) : Math.max(0, Math.min(MOST, next));
    }
  }
  return weights;
}

function rounded(weights: readonly number[]): readonly number[] {
  return weights.map(Math.round);
}

function report(what: string, from: readonly Example[], weights: readonly number[]): void {
  const isWrong = (one: Example) => one.isOffer !== score(one, weights) >= threshold;
  const wrong = from.filter(isWrong);
  console.log(
    `${what}: ${wrong.filter(({ isOffer }) => isOffer).length} offers missed, ${wrong.filter(({ isOffer }) => !isOffer).length} others flagged`,
  );
}
