/** What npm packages and the language itself have for it, on the first of the ready-normalised posts: they take up to milliseconds a post. */
import { answerAsked } from '../../apart.ts';
import { microsecondsEach } from '../../cpu-time.ts';
import { draw, SIZES } from '../drawn.ts';
import { ahoCorasick, type CountPhrases, oneExpression, re2Set } from '../other-matchers.ts';

const SHARE = 20;

const { ready, phrases, size } = await draw(process.argv.slice(2));
const list = phrases.slice(0, size);
const few = ready.slice(0, Math.ceil(ready.length / SHARE));
const matchers: Readonly<Record<string, CountPhrases | null>> = {
  'Aho-Corasick': ahoCorasick(list),
  // Beyond a thousand phrases it is not worth the wait.
  'one RegExp': size === SIZES[0] ? oneExpression(list) : null,
  're2 set': await re2Set(list),
};
let pairs = 0;
answerAsked({
  /** By contender; null where it is left out. */
  time: () =>
    Object.fromEntries(
      Object.entries(matchers).map(([name, count]) => [
        name,
        count &&
          microsecondsEach(few, (post) => {
            pairs += count(post);
          }),
      ]),
    ),
  pairs: () => pairs,
});
