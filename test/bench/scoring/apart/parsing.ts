/** A bare `JSON.parse` of every line. */
import { answerAsked } from '../../apart.ts';
import { microsecondsEach } from '../../cpu-time.ts';
import { parsePost, readPosts } from '../posts.ts';

const { lines } = await readPosts(process.argv.slice(2));
let points = 0;
answerAsked({
  time: () =>
    microsecondsEach(lines, (line) => {
      points += parsePost(line).text.length;
    }),
  points: () => points,
});
