/**
 * How fast phrases are found in raw posts, beside Vectorscan and npm packages that get ready-normalised text.
 * `npm run -s bench:matching -- --file POSTS.ndjson[.gz] [--posts 20000] [--rounds 5] [--seed 1] [--without-reference]`
 *
 * Phrases and posts come from one half of the texts, word counts from the other. One core; we, Vectorscan and the packages have a process each
 * and take turns in every round; the least processor time of each counts, and what was found is compared, pair of post and phrase by pair, before
 * any time is believed. So it ends with 1 where there is no Vectorscan to compare with, unless that was asked for.
 */
import { startApart } from '../apart.ts';
import { type Bounds, beyondBounds, compareHits, describeAgreement } from '../compare-hits.ts';
import { leastOf } from '../cpu-time.ts';
import { standsDisguised } from './disguised-words.ts';
import { draw, SIZES } from './drawn.ts';
import { buildVectorscan } from './vectorscan.ts';

/**
 * Of the reference's pairs. Missed are words that we read otherwise: single letters in a row are put together, pictures in a
 * row are one, and what is left of a link that was cut off is none (0.2 to 0.8 %). Invented, beside words in disguise, which are told apart,
 * are what those pieces make together (0.3 to 0.4 %).
 */
const MOST: Bounds = { missed: 0.02, invented: 0.03 };
const OURS = 'vigie';

const args = process.argv.slice(2);
const { posts, words, ready, phrases, rounds, withoutReference } = await draw(args);
const units = posts.reduce((sum, post) => sum + post.length, 0) / posts.length;
console.log(
  `${posts.length} posts of ${units.toFixed(0)} UTF-16 units, ${rounds} rounds, microseconds a post\n`,
);

const vectorscan = withoutReference ? null : buildVectorscan(ready);
if (vectorscan === null && !withoutReference) {
  console.error(
    'expected Vectorscan to compare what is found with (pkg-config libhs, a C compiler), found none; install it, or measure without with --without-reference',
  );
  process.exit(1);
}
const oursBySize: number[] = [];
for (const size of SIZES) oursBySize.push(await measure(size));
console.log(
  `kept from ${SIZES[0]} to ${SIZES[2]} phrases: ${((oursBySize[0] ?? 0) / (oursBySize[2] ?? 1)).toFixed(2)}`,
);
vectorscan?.close();

/** Our least microseconds a post; tells those of all. */
async function measure(size: number): Promise<number> {
  const list = phrases.slice(0, size);
  const start = (name: string) =>
    startApart(new URL(`apart/${name}.ts`, import.meta.url), [...args, '--size', String(size)]);
  const [vigie, packages] = [await start('vigie'), await start('packages')];
  const taken = new Map<string, number[]>([[OURS, []]]);
  const take = (name: string, time: number | null) =>
    taken.set(name, [...(taken.get(name) ?? []), ...(time === null ? [] : [time])]);
  for (let round = 0; round < rounds; round += 1) {
    take(OURS, await vigie.ask<number>('time'));
    take('Vectorscan', vectorscan && vectorscan.run(list, 2) / posts.length);
    const others = await packages.ask<Record<string, number | null>>('time');
    for (const [name, time] of Object.entries(others)) take(name, time);
  }
  console.log(`${size} phrases: ${await vigie.ask<number>('pairs')} pairs found`);
  if (vectorscan === null) console.log('  nothing to compare them with: --without-reference');
  else check(size, await vigie.ask<number[][]>('find'), vectorscan.find(list));
  for (const each of [vigie, packages]) each.close();
  const { least } = leastOf(taken.get(OURS) ?? []);
  for (const [name, figures] of taken) {
    if (figures.length === 0) {
      console.log(`  ${name.padEnd(12)} left out`);
      continue;
    }
    const other = leastOf(figures);
    console.log(
      `  ${name.padEnd(12)} ${other.least.toFixed(2).padStart(9)} (spread ${other.spread.toFixed(2)})  vigie is ${(other.least / least).toFixed(2)} times as fast`,
    );
  }
  return least;
}

function check(
  size: number,
  ours: readonly (readonly number[])[],
  reference: readonly ReadonlySet<number>[],
): void {
  let disguised = 0;
  const own = ours.map((hits, at) => {
    const found = hits.filter((hit) => {
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
