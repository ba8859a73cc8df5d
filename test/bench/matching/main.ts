/**
 * How fast phrases are found in raw posts, beside Vectorscan and npm packages that get ready-normalised text.
 * `npm run -s bench:matching -- --file POSTS.ndjson[.gz] [--posts 20000] [--rounds 5]`
 *
 * Phrases and posts come from one half of the texts, word counts from the other. One core; contenders take turns in every
 * round; the least processor time of each counts, and hits are compared before any time is believed.
 */
import { parseArgs } from 'node:util';
import { cpuMicroseconds, leastOf } from '../cpu-time.ts';
import { everyLine } from '../pipeline/sample-posts.ts';
import { drawPhrases, halves, joinPosts, type Sample, seeded } from '../workload.ts';
import { ahoCorasick, oneExpression, re2Set } from './other-matchers.ts';
import { buildVectorscan } from './vectorscan.ts';
import { readWords, vigieMatcher } from './vigie-matcher.ts';

const SIZES = [1_000, 10_000, 50_000] as const;
/** Contenders that take milliseconds a post are given the first posts only. */
const SLOW_SHARE = 20;

/**
 * Words in disguise are read by us alone, and a run of letters put together is one word less for the reference. Measured are 5 % at
 * 1,000 phrases, since a word is also read without a letter that stands in it twice, and 1 to 2 % at the other sizes.
 */
const MOST_APART = 0.06;

const { values } = parseArgs({
  options: {
    file: { type: 'string' },
    posts: { type: 'string', default: '20000' },
    rounds: { type: 'string', default: '5' },
    seed: { type: 'string', default: '1' },
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

const vectorscan = buildVectorscan(ready);
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
  let reference = Number.NaN;
  for (let round = 0; round < rounds; round += 1) {
    pairs = 0;
    const own = cpuMicroseconds(() => {
      for (const post of posts) pairs += vigie.count(post);
    });
    taken.vigie.push(own / posts.length);
    if (vectorscan !== null) {
      const run = vectorscan.run(list, 2);
      reference = run.pairs;
      taken.vectorscan.push(run.microseconds / posts.length);
    }
    taken.aho.push(cpuMicroseconds(() => few.forEach(aho)) / few.length);
    if (size === SIZES[0]) taken.expression.push(cpuMicroseconds(() => few.forEach(expression)) / few.length);
    if (re2 !== null) taken.re2.push(cpuMicroseconds(() => few.forEach(re2)) / few.length);
  }
  const { least } = leastOf(taken.vigie);
  oursBySize.push(least);
  console.log(`${size} phrases: ${pairs} pairs found, ${reference} by Vectorscan`);
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
  if (!Number.isNaN(reference) && Math.abs(pairs - reference) > MOST_APART * reference) {
    console.error(`expected the pairs of both to differ by at most ${MOST_APART * 100} %`);
    process.exitCode = 1;
  }
}
console.log(
  `kept from ${SIZES[0]} to ${SIZES[2]} phrases: ${((oursBySize[0] ?? 0) / (oursBySize[2] ?? 1)).toFixed(2)}`,
);
vectorscan?.close();
