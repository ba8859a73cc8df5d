/** Our own matching, from raw posts. */
import { answerAsked } from '../../apart.ts';
import { microsecondsEach } from '../../cpu-time.ts';
import { draw } from '../drawn.ts';
import { vigieMatcher } from '../vigie-matcher.ts';

const { posts, phrases, size, counts } = await draw(process.argv.slice(2));
const matcher = vigieMatcher(phrases.slice(0, size), counts);
let pairs = 0;
answerAsked({
  time: () => {
    pairs = 0;
    return microsecondsEach(posts, (post) => {
      pairs += matcher.count(post);
    });
  },
  pairs: () => pairs,
  find: () => posts.map((post) => matcher.find(post)),
});
