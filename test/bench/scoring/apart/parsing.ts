/** A bare `JSON.parse` of every line. */
import { answerAsked } from '../../apart.ts';
import { microsecondsEach } from '../../cpu-time.ts';
import { parsePost, readPosts } from '../posts.ts';

const { lines } = await readPosts(process.argv.slice(2));
let units = 0;
answerAsked({
  time: () =>
    microsecondsEach(lines, (line) => {
      units += parsePost(line).text.length;
    }),
  units: () => {
    units = 0;
    for (const line of lines) units += parsePost(line).text.length;
    return units / lines.length;
  },
});
