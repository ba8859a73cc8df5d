// Run as its own process on the built code, as users run it: reads texts as a JSON array from standard input, and writes
// how long each takes to score, ms of computing, the best of three. In the process of a test the code has been
// rewritten by what loads it and shares its memory with thousands of cases, which doubles the time.
import { json } from 'node:stream/consumers';
import { compiledRulesDir, createScorer, loadRules, shippedPacksDir } from '../../rules/scoring.ts';

const WARMING = 4;
const ROUNDS = 3;

const texts = (await json(process.stdin)) as readonly string[];
const loaded = await loadRules(shippedPacksDir(), compiledRulesDir());
if (!loaded.ok) throw new Error('the shipped packs have faults: run `vigie rules lint`');
const scorer = createScorer(loaded.compiled, { release: null });

/** Of the processor, all threads: the clock on the wall also counts what other processes take. */
function scoringMs(text: string): number {
  const before = process.cpuUsage();
  scorer.score({ text });
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

const best = texts.map((text) => {
  // Warm, as in a process that has scored some posts.
  for (let round = 0; round < WARMING; round += 1) scorer.score({ text });
  return Math.min(...Array.from({ length: ROUNDS }, () => scoringMs(text)));
});
process.stdout.write(JSON.stringify(best));
