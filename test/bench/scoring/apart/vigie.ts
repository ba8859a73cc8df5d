/** Scoring with the shipped packs, parsing included. */
import { compileRules, createScorer } from '../../../../rules/index.ts';
import { answerAsked } from '../../apart.ts';
import { microsecondsEach } from '../../cpu-time.ts';
import { fewPosts, parsePost, readPosts, shippedPacks } from '../posts.ts';

const { lines } = await readPosts(process.argv.slice(2));
const scorer = createScorer(compileRules(await shippedPacks()), { release: null });
const score = (line: Buffer) => scorer.score({ text: parsePost(line).text });
let points = 0;
answerAsked({
  time: () =>
    microsecondsEach(lines, (line) => {
      points += score(line).score ?? 0;
    }),
  points: () => points,
  find: () =>
    fewPosts(lines).map((line) => {
      const { signals, counterSignals } = score(line);
      return [...signals, ...counterSignals].map(({ rule }) => rule);
    }),
});
