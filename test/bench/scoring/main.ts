/**
 * How fast posts are scored, beside the usual build of npm packages on the same packs and a bare JSON.parse.
 * `npm run -s bench:scoring -- --file POSTS.ndjson[.gz] [--posts 10000] [--rounds 7]`
 *
 * Everyone is given the lines of the file. One core; contenders take turns in every round; the
 * least processor time of each counts. Whoever is slow is given the first posts only.
 */
import { parseArgs } from 'node:util';
import { detect } from 'tinyld';
import { compileRules, createScorer, loadPacks, shippedPacksDir } from '../../../rules/index.ts';
import { cpuMicroseconds, leastOf } from '../cpu-time.ts';
import { everyLine } from '../pipeline/sample-posts.ts';
import { usualScorer } from './usual-scorer.ts';

const SLOW_SHARE = 10;

const { values } = parseArgs({
  options: {
    file: { type: 'string' },
    posts: { type: 'string', default: '10000' },
    rounds: { type: 'string', default: '7' },
  },
});
const all = await everyLine(values.file);
const step = Math.max(1, Math.floor(all.length / Number(values.posts)));
const lines = all.filter((_, at) => at % step === 0).slice(0, Number(values.posts));
const loaded = await loadPacks(shippedPacksDir());
if (!loaded.ok) throw new Error('expected the shipped packs to load');
const scorer = createScorer(compileRules(loaded.packs), { release: null });
const usual = usualScorer(loaded.packs);
const parse = (line: string) => JSON.parse(line) as { text: string; lang: string };
const bytes = lines.map((line) => Buffer.from(line));
let points = 0;
const contenders = {
  'JSON.parse alone': { share: 1, run: (at: number) => parse(bytes[at]?.toString() ?? '') },
  'Vigie, parsing included': {
    share: 1,
    run: (at: number) => {
      points += scorer.score({ text: parse(bytes[at]?.toString() ?? '').text }).score ?? 0;
    },
  },
  'usual build': {
    share: SLOW_SHARE,
    run: (at: number) => {
      points += usual(parse(bytes[at]?.toString() ?? '').text).score;
    },
  },
  'usual build with a language detector': {
    share: SLOW_SHARE,
    run: (at: number) => {
      const { text } = parse(bytes[at]?.toString() ?? '');
      points += usual(text).score + detect(text).length;
    },
  },
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
// Keeps the work from being thought away.
if (Number.isNaN(points)) process.exitCode = 1;
