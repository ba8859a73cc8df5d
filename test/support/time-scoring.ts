// Run as its own process on the built code, as users run it: reads texts as a JSON array from standard input, and writes
// how long each takes to score, ms of computing, the best of three. In the process of a test the code has been
// rewritten by what loads it and shares its memory with thousands of cases, which doubles the time.
import { json } from 'node:stream/consumers';
import { compiledRulesDir, createScorer, loadRules, shippedPacksDir } from '../../rules/scoring.ts';
import { leastComputing } from './least-computing.ts';

const WARMING = 4;

const texts = (await json(process.stdin)) as readonly string[];
const loaded = await loadRules(shippedPacksDir(), compiledRulesDir());
if (!loaded.ok) throw new Error('the shipped packs have faults: run `vigie rules lint`');
const scorer = createScorer(loaded.compiled, { release: null });

const best = texts.map((text) => {
  // Warm, as in a process that has scored some posts.
  for (let round = 0; round < WARMING; round += 1) scorer.score({ text });
  return leastComputing(() => scorer.score({ text }));
});
process.stdout.write(JSON.stringify(best));
