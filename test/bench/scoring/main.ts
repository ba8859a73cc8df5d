/**
 * How fast posts are scored, beside the usual build of npm packages on the same packs, without and with a language detector, and a bare JSON.parse.
 * `npm run -s bench:scoring -- --file POSTS.ndjson[.gz] [--posts 10000] [--rounds 7]`
 *
 * One core; each contender has a process of its own and they take turns in every round; the least processor time of each counts. Whoever is
 * slow is given every tenth post. Before any time is believed, the rules that both find are compared post by post; it ends with 1 beyond the
 * bounds.
 */
import { isNeedKind } from '../../../rules/categories.ts';
import type { Rule } from '../../../rules/index.ts';
import { type Apart, startApart } from '../apart.ts';
import { type Bounds, beyondBounds, compareHits, describeAgreement } from '../compare-hits.ts';
import { leastOf } from '../cpu-time.ts';
import { parsePost, readPosts, shippedPacks } from './posts.ts';

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

const args = process.argv.slice(2);
const { lines, rounds } = await readPosts(args);
const start = (name: string) => startApart(new URL(`apart/${name}.ts`, import.meta.url), args);
// One after the other: the automaton of the usual build alone takes minutes and gigabytes.
const parsing = await start('parsing');
const vigie = await start('vigie');
const usual = await start('usual');
await checkHits();
const OURS = 'Vigie, parsing included';
const contenders: readonly (readonly [name: string, process: Apart, task: string])[] = [
  ['JSON.parse alone', parsing, 'time'],
  [OURS, vigie, 'time'],
  ['usual build', usual, 'alone'],
  ['usual build with franc', usual, 'franc'],
  ['usual build with tinyld', usual, 'tinyld'],
];
const taken = new Map<string, number[]>();
for (let round = 0; round < rounds; round += 1) {
  for (const [name, process, task] of contenders)
    taken.set(name, [...(taken.get(name) ?? []), await process.ask<number>(task)]);
}
const units = lines.reduce((sum, line) => sum + parsePost(line).text.length, 0) / lines.length;
const own = leastOf(taken.get(OURS) ?? []).least;
console.log(
  `${lines.length} posts of ${units.toFixed(0)} UTF-16 units, ${rounds} rounds, microseconds a post`,
);
for (const [name, figures] of taken) {
  const { least, spread } = leastOf(figures);
  console.log(
    `  ${name.padEnd(38)} ${least.toFixed(2).padStart(8)} (spread ${spread.toFixed(2)})  Vigie is ${(least / own).toFixed(2)} times as fast`,
  );
}
for (const each of [parsing, vigie, usual]) each.close();

/** Signs of need are told only where they add up, which the usual build cannot know. */
function isOfWordsAlone({ category, terms, patterns, route, price, without }: Rule): boolean {
  if (isNeedKind(category)) return false;
  return terms !== undefined && [patterns, route, price, without].every((one) => one === undefined);
}

function isOfPatterns({ terms, patterns, route, price, without }: Rule): boolean {
  return patterns !== undefined && [terms, route, price, without].every((one) => one === undefined);
}

/** Post by post and rule by rule, on the posts that the usual build is timed on. */
async function checkHits(): Promise<void> {
  const rules = (await shippedPacks())
    .flatMap((pack) => pack.rules)
    .filter(({ status }) => status === 'live');
  const [ours, theirs] = [await vigie.ask<string[][]>('find'), await usual.ask<string[][]>('find')];
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
