/**
 * How fast posts are scored, beside the usual build of npm packages on the same packs, without and with a language detector, and a bare JSON.parse.
 * `npm run -s bench:scoring -- --file POSTS.ndjson[.gz] [--posts 10000] [--rounds 7]`
 *
 * Posts are of one half of the file: on the other, the bounds of what both must find alike were set. One core; contenders take
 * turns in every round; the least processor time of each counts. Whoever is slow is given the first posts only. Before any time is believed,
 * the rules that both find are compared post by post; it ends with 1 beyond the bounds.
 */
import { parseArgs } from 'node:util';
import { franc } from 'franc';
import { detect } from 'tinyld';
import { isNeedKind } from '../../../rules/categories.ts';
import { compileRules, createScorer, loadPacks, type Rule, shippedPacksDir } from '../../../rules/index.ts';
import { type Bounds, beyondBounds, compareHits, describeAgreement } from '../compare-hits.ts';
import { cpuMicroseconds, leastOf } from '../cpu-time.ts';
import { everyLine } from '../pipeline/sample-posts.ts';
import { halves } from '../workload.ts';
import { usualScorer } from './usual-scorer.ts';

const SLOW_SHARE = 10;
/**
 * What is held against the usual build, and how far it may lie apart, as shares of what that one finds. Patterns are the same expressions
 * on much the same text. Of words a third is missed on purpose, those of languages that a post does not speak: the usual build hears none.
 * It reads few disguises and no inflected forms, which makes others ours alone. Rules with ways, sums or words that take them back are no
 * comparison: it knows none of these.
 */
const COMPARED: readonly (readonly [what: string, isOne: (rule: Rule) => boolean, most: Bounds])[] = [
  ['patterns', isOfPatterns, { missed: 0.01, invented: 0.05 }],
  ['words', isOfWordsAlone, { missed: 0.5, invented: 0.25 }],
];

const { values } = parseArgs({
  options: {
    file: { type: 'string' },
    posts: { type: 'string', default: '10000' },
    rounds: { type: 'string', default: '7' },
  },
});
const [, all] = halves(await everyLine(values.file));
const step = Math.max(1, Math.floor(all.length / Number(values.posts)));
const lines = all.filter((_, at) => at % step === 0).slice(0, Number(values.posts));
const loaded = await loadPacks(shippedPacksDir());
if (!loaded.ok) throw new Error('expected the shipped packs to load');
const scorer = createScorer(compileRules(loaded.packs), { release: null });
const usual = usualScorer(loaded.packs);
const parse = (line: string) => JSON.parse(line) as { text: string; lang: string };
const bytes = lines.map((line) => Buffer.from(line));
checkHits();
let points = 0;
const usualWith = (detector: (text: string) => string) => ({
  share: SLOW_SHARE,
  run: (at: number) => {
    const { text } = parse(bytes[at]?.toString() ?? '');
    points += usual(text).score + detector(text).length;
  },
});
const contenders = {
  'JSON.parse alone': { share: 1, run: (at: number) => parse(bytes[at]?.toString() ?? '') },
  'Vigie, parsing included': {
    share: 1,
    run: (at: number) => {
      points += scorer.score({ text: parse(bytes[at]?.toString() ?? '').text }).score ?? 0;
    },
  },
  'usual build': usualWith(() => ''),
  // Knows nearly all languages of the packs.
  'usual build with franc': usualWith((text) => franc(text)),
  // Does not know Albanian, Azeri, Haitian, Hausa, Kurdish, Nepali, Pashto, Punjabi, Sinhala, Somali, Swahili and Tigrinya.
  'usual build with tinyld': usualWith((text) => detect(text)),
};
const taken = new Map<string, number[]>();
for (let round = 0; round < Number(values.rounds); round += 1) {
  for (const [name, { share, run }] of Object.entries(contenders)) {
    const count = Math.ceil(lines.length / share);
    const time = cpuMicroseconds(() => {
      for (let at = 0; at < count; at += 1) run(at);
    });
    taken.set(name, [...(taken.get(name) ?? []), time / count]);
  }
}
const units = lines.reduce((sum, line) => sum + parse(line).text.length, 0) / lines.length;
const own = leastOf(taken.get('Vigie, parsing included') ?? []).least;
console.log(
  `${lines.length} posts of ${units.toFixed(0)} UTF-16 units, ${values.rounds} rounds, microseconds a post`,
);
for (const [name, figures] of taken) {
  const { least, spread } = leastOf(figures);
  console.log(
    `  ${name.padEnd(38)} ${least.toFixed(2).padStart(8)} (spread ${spread.toFixed(2)})  Vigie is ${(least / own).toFixed(2)} times as fast`,
  );
}
/** Signs of need are told only where they add up, which the usual build cannot know. */
function isOfWordsAlone({ category, terms, patterns, route, price, without }: Rule): boolean {
  if (isNeedKind(category)) return false;
  return terms !== undefined && [patterns, route, price, without].every((one) => one === undefined);
}

function isOfPatterns({ terms, patterns, route, price, without }: Rule): boolean {
  return patterns !== undefined && [terms, route, price, without].every((one) => one === undefined);
}

/**
 * Post by post and rule by rule, on as many posts as the usual build is timed on, spread over the file: it is in order of language, and in
 * one that inflects much the usual build finds half of what is there.
 */
function checkHits(): void {
  if (!loaded.ok) return;
  const rules = loaded.packs.flatMap((pack) => pack.rules).filter(({ status }) => status === 'live');
  const texts = lines.filter((_, at) => at % SLOW_SHARE === 0).map((line) => parse(line).text);
  const ours = texts.map((text) => {
    const { signals, counterSignals } = scorer.score({ text });
    return [...signals, ...counterSignals].map(({ rule }) => rule);
  });
  const theirs = texts.map((text) => usual(text).rules);
  for (const [what, isOne, most] of COMPARED) {
    const ids = new Set(rules.filter(isOne).map(({ id }) => id));
    const only = (found: readonly string[]) => new Set(found.filter((id) => ids.has(id)));
    const agreement = compareHits(ours.map(only), theirs.map(only));
    console.log(`${ids.size} rules of ${what}: ${describeAgreement(agreement)}`);
    for (const fault of beyondBounds(agreement, most)) {
      console.error(`rules of ${what}: ${fault}`);
      process.exitCode = 1;
    }
  }
}

// Keeps the work from being thought away.
if (Number.isNaN(points)) process.exitCode = 1;
