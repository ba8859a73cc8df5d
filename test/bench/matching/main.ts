/**
 * How fast phrases are found in raw posts, beside Vectorscan and npm packages that get ready-normalised text.
 * `npm run -s bench:matching -- --file POSTS.ndjson[.gz] [--posts 20000] [--rounds 5] [--without-reference]`
 *
 * Phrases and posts come from one half of the texts, word counts from the other. One core; contenders take turns in every
 * round; the least processor time of each counts, and what was found is compared, pair of post and phrase by pair, before any time is
 * believed. So it ends with 1 where there is no Vectorscan to compare with, unless that was asked for.
 */
import { parseArgs } from 'node:util';
import { type Bounds, beyondBounds, compareHits, describeAgreement } from '../compare-hits.ts';
import { cpuMicroseconds, leastOf } from '../cpu-time.ts';
import { everyLine } from '../pipeline/sample-posts.ts';
import { drawPhrases, halves, joinPosts, type Sample, seeded } from '../workload.ts';
import { standsDisguised } from './disguised-words.ts';
import { ahoCorasick, oneExpression, re2Set } from './other-matchers.ts';
import { buildVectorscan } from './vectorscan.ts';
import { type Matcher, readWords, vigieMatcher } from './vigie-matcher.ts';

const SIZES = [1_000, 10_000, 50_000] as const;
/** Contenders that take milliseconds a post are given the first posts only. */
const SLOW_SHARE = 20;

/**
 * Of the reference's pairs. Missed are words that we read otherwise: single letters in a row are put together, pictures in a
 * row are one, and what is left of a link that was cut off is none (0.2 to 0.8 %). Invented, beside words in disguise, which are told apart,
 * are what those pieces make together (0.3 to 0.4 %).
 */
const MOST: Bounds = { missed: 0.02, invented: 0.03 };

const { values } = parseArgs({
  options: {
    file: { type: 'string' },
    posts: { type: 'string', default: '20000' },
    rounds: { type: 'string', default: '5' },
    seed: { type: 'string', default: '1' },
    'without-reference': { type: 'boolean', default: false },
  },
});
const rounds = Number(values.rounds);
const samples = (await everyLine(values.file)).map((line) => JSON.parse(line) as Sample);
const [ours, unseen] = halves(samples);
const random = seeded(Number(values.seed));
const posts = joinPosts(ours, Number(values.posts), random);
const words = posts.map(readWords);
const ready = words.map((list) => list.join(' '));
const phrases = drawPhrases(
  ours.map(({ text }) => readWords(text)),
  SIZES[2],
  random,
);
const counts = new Map<string, number>();
for (const { text } of unseen)
  for (const word of readWords(text)) counts.set(word, (counts.get(word) ?? 0) + 1);
const units = posts.reduce((sum, post) => sum + post.length, 0) / posts.length;
console.log(
  `${posts.length} posts of ${units.toFixed(0)} UTF-16 units, ${rounds} rounds, microseconds a post\n`,
);

const vectorscan = values['without-reference'] ? null : buildVectorscan(ready);
if (vectorscan === null && !values['without-reference']) {
  console.error(
    'expected Vectorscan to compare what is found with (pkg-config libhs, a C compiler), found none; install it, or measure without with --without-reference',
  );
  process.exit(1);
}
const oursBySize: number[] = [];
for (const size of SIZES) {
  const list = phrases.slice(0, size);
  const vigie = vigieMatcher(list, counts);
  const aho = ahoCorasick(list);
  const expression = oneExpression(list);
  const re2 = await re2Set(list);
  const few = ready.slice(0, Math.ceil(ready.length / SLOW_SHARE));
  const taken = {
    vigie: [] as number[],
    vectorscan: [] as number[],
    aho: [] as number[],
    expression: [] as number[],
    re2: [] as number[],
  };
  let pairs = 0;
  for (let round = 0; round < rounds; round += 1) {
    pairs = 0;
    const own = cpuMicroseconds(() => {
      for (const post of posts) pairs += vigie.count(post);
    });
    taken.vigie.push(own / posts.length);
    if (vectorscan !== null) {
      taken.vectorscan.push(vectorscan.run(list, 2) / posts.length);
    }
    taken.aho.push(cpuMicroseconds(() => few.forEach(aho)) / few.length);
    if (size === SIZES[0]) taken.expression.push(cpuMicroseconds(() => few.forEach(expression)) / few.length);
    if (re2 !== null) taken.re2.push(cpuMicroseconds(() => few.forEach(re2)) / few.length);
  }
  const { least } = leastOf(taken.vigie);
  oursBySize.push(least);
  console.log(`${size} phrases: ${pairs} pairs found`);
  if (vectorscan === null) console.log('  nothing to compare them with: --without-reference');
  else check(size, vigie, vectorscan.find(list));
  for (const [name, figures] of Object.entries(taken)) {
    if (figures.length === 0) {
      console.log(`  ${name.padEnd(12)} left out`);
      continue;
    }
    const other = leastOf(figures);
    console.log(
      `  ${name.padEnd(12)} ${other.least.toFixed(2).padStart(9)} (spread ${other.spread.toFixed(2)})  vigie is ${(other.least / least).toFixed(2)} times as fast`,
    );
  }
}
console.log(
  `kept from ${SIZES[0]} to ${SIZES[2]} phrases: ${((oursBySize[0] ?? 0) / (oursBySize[2] ?? 1)).toFixed(2)}`,
);
vectorscan?.close();

function check(size: number, vigie: Matcher, reference: readonly ReadonlySet<number>[]): void {
  let disguised = 0;
  const own = posts.map((post, at) => {
    const found = vigie.find(post).filter((hit) => {
      if (reference[at]?.has(hit) || !standsDisguised(phrases[hit] ?? '', words[at] ?? [])) return true;
      disguised += 1;
      return false;
    });
    return new Set(found);
  });
  const agreement = compareHits(own, reference);
  console.log(`  ${describeAgreement(agreement)}; ${disguised} more read by us alone in disguised words`);
  for (const fault of beyondBounds(agreement, MOST)) {
    console.error(
      `${size} phrases: ${fault}; most in post ${agreement.worst.missed} and ${agreement.worst.invented}`,
    );
    process.exitCode = 1;
  }
}
