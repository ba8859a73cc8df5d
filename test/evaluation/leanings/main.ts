/**
 * Fits what words say for a text being an offer or a call for help: `npm run -s fit:leanings -- [--background FILE] [--write]`. Fitted to
 * the read cases of the development set, and to every other real harmless post where a file of them is given; measured by
 * `npm run -s evaluate` on cases that nobody read. Prints by what sum an even chance is reached: `least` of the rules in
 * `shared/leanings.yml` is told from there. With `--write` the packs of all languages list the words.
 */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { shippedPacksDir } from '../../../rules/index.ts';
import { LEANINGS, type Leaning } from '../../../rules/leanings.ts';
import { shippedRules } from '../../unit/rules/shipped-packs.ts';
import { knownWords } from './known-words.ts';
import { fitLogistic, oddsOf, type Sample } from './logistic.ts';
import { type HeardWord, keyOf, type LeaningText, readTexts } from './read-texts.ts';
import { type FittedWord, writeLeanings } from './write-leanings.ts';

const FIXTURES = join(import.meta.dirname, '../../fixtures/evaluation');
/** How closely texts are fitted. With three and ten times as much as many unread offers are found, and one or two people on the move flagged. */
const COST = 10;
/** Words kept, those that decide most. With 25,000 as many unread offers are found; with 5,000 more harmless texts lean toward one. */
const KEPT = 12_000;
/** Weights are whole tenths. */
const UNIT = 10;
/** What all offers of a language count together, and all its other texts: else its small words would lean as its texts are shared out. */
const SHARE = 300;
/** Of people on the move, who must not be flagged, an error counts so many times. */
const COST_OF_MOVE = 5;

const { values } = parseArgs({
  options: { background: { type: 'string' }, write: { type: 'boolean', default: false } },
});
const compiled = await shippedRules();
const texts = await readTexts(compiled, FIXTURES, values.background);
const known = knownWords(texts);
console.log(`${texts.length} texts, ${known.length} words that may weigh`);
const [offer = [], call = []] = LEANINGS.map((toward) => fitToward(toward));
if (values.write) await writeLeanings(shippedPacksDir(), ['shared', ...compiled.languages], { offer, call });

function fitToward(toward: Leaning): readonly FittedWord[] {
  const weights = weightsOf(texts, toward);
  const all = samplesOf(toward, known, weights);
  const { weights: first } = fitLogistic(all, known.length, COST);
  const uses = new Float64Array(known.length);
  for (const { words, weight } of all)
    if (weight > 0) for (const word of words) uses[word] = (uses[word] ?? 0) + 1;
  const decisive = known
    .map((one, at) => ({ one, says: Math.abs(first[at] ?? 0) * Math.sqrt(uses[at] ?? 0) }))
    .toSorted((a, b) => b.says - a.says)
    .slice(0, KEPT)
    .map(({ one }) => one)
    .toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  const samples = samplesOf(toward, decisive, weights);
  const fitted = fitLogistic(samples, decisive.length, COST);
  const wrong = samples.filter(
    (sample) => sample.weight > 0 && oddsOf(sample.words, fitted) > 0 !== sample.isPositive,
  );
  console.log(
    `${toward}: even at ${(-UNIT * fitted.intercept).toFixed(1)}; ${wrong.length} of ${samples.length} texts on the wrong side`,
  );
  return decisive
    .map((one, at) => ({ ...one, weight: Math.round(UNIT * (fitted.weights[at] ?? 0)) }))
    .filter(({ weight }) => weight !== 0);
}

function samplesOf(
  toward: Leaning,
  words: readonly HeardWord[],
  weights: readonly number[],
): readonly Sample[] {
  const indexOf = new Map(words.map((one, at) => [keyOf(one), at]));
  return texts.map((text, at) => ({
    words: text.words.flatMap((word) => indexOf.get(keyOf(word)) ?? []),
    isPositive: text.is === toward,
    weight: weights[at] ?? 0,
  }));
}

function weightsOf(all: readonly LeaningText[], toward: Leaning): readonly number[] {
  const sideOf = ({ lang, is }: LeaningText) => `${lang} ${is === toward}`;
  const counts = new Map<string, number>();
  for (const text of all) if (!text.isReal) counts.set(sideOf(text), (counts.get(sideOf(text)) ?? 0) + 1);
  return all.map((text) => {
    if (text.isReal) return 1;
    const share = SHARE / (counts.get(sideOf(text)) ?? 1);
    return toward === 'offer' && (text.is === 'call' || text.is === 'move') ? COST_OF_MOVE * share : share;
  });
}
