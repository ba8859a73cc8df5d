/** The usual build of npm packages on the same packs, parsing included, without a language detector and with one of two. */
import { franc } from 'franc';
import { detect } from 'tinyld';
import { answerAsked } from '../../apart.ts';
import { microsecondsEach } from '../../cpu-time.ts';
import { fewPosts, parsePost, readPosts, shippedPacks } from '../posts.ts';
import { usualScorer } from '../usual-scorer.ts';

const few = fewPosts((await readPosts(process.argv.slice(2))).lines);
const usual = usualScorer(await shippedPacks());
let points = 0;
const timeWith = (detector: (text: string) => string) => () =>
  microsecondsEach(few, (line) => {
    const { text } = parsePost(line);
    points += usual(text).score + detector(text).length;
  });
answerAsked({
  alone: timeWith(() => ''),
  // Knows nearly all languages of the packs.
  franc: timeWith((text) => franc(text)),
  // Does not know Albanian, Azeri, Haitian, Hausa, Kurdish, Nepali, Pashto, Punjabi, Sinhala, Somali, Swahili and Tigrinya.
  tinyld: timeWith((text) => detect(text)),
  points: () => points,
  find: () => few.map((line) => usual(parsePost(line).text).rules),
});
