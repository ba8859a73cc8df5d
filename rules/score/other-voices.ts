import type { Signal } from '../assessment.ts';
import { type Category, isCounterKind } from '../categories.ts';
import type { CompiledRule } from '../compile/compiled-rules.ts';
import type { Found, RuleHit } from '../match/found.ts';
import { eachHit } from '../match/repeats.ts';
import { clearestAt } from '../match/stretches.ts';
import { originalSpans } from '../text/original-span.ts';
import { isDenied } from './denied.ts';
import { hitWordsIn } from './hit-words.ts';
import { isLaugh, isPicture } from './laughs.ts';
import { isSameWord, partsOf, type WordParts } from './same-word.ts';

/** What speaks against a person at risk. */
export interface OtherVoice {
  readonly signal: Signal;
  /** What was found, folded, in the form in which the post first has it; of a seller the rule, which speaks by more than words. */
  readonly word: string;
  /** A call for help is none the less one where a price or a promise stands beside it. */
  readonly isSeller: boolean;
}

/** Counter-signals that are in calls for help too; whoever speaks otherwise tells of others, or of something else. */
const OWN_VOICES: ReadonlySet<Category> = new Set(['seeker', 'officials']);

const SELLERS: ReadonlySet<Category> = new Set([
  'provider',
  'recruiter',
  'payment-on-arrival',
  'guarantee',
  'price',
]);

/** Lighter words are in everybody's mouth. */
const CLEAR = 3;

/** In a longer list of words each form is a word of its own: comparing all with all would take a long post seconds. */
const MOST_COMPARED = 16;

/** What counter-signals and sellers say against a person at risk, in reading order. */
export function otherVoices(
  found: Found,
  { original, signals }: { readonly original: string; readonly signals: readonly Signal[] },
): readonly OtherVoice[] {
  const forms = new FirstForms();
  const told: OtherVoice[] = [];
  const wordsOf = hitWordsIn(found);
  const spanOf = originalSpans(found.text, original);
  eachHit(found, (hit, index) => {
    const rule = found.compiled.rules[index];
    if (rule === undefined || !isCounterKind(rule.category)) return;
    const word = wordAgainst(found, rule, { hit, wordsOf });
    if (word === null) return;
    const { id, category, weight } = rule;
    const { start, end } = spanOf(hit);
    told.push({ signal: { rule: id, category, start, end, weight }, word: forms.of(word), isSeller: false });
  });
  const sold = signals
    .filter(({ category, weight }) => SELLERS.has(category) && weight > 0)
    .map((signal) => ({ signal, word: signal.rule, isSeller: true }));
  return [...told, ...sold].toSorted((one, other) => one.signal.start - other.signal.start);
}

/**
 * The word of a counter-signal, null where it speaks against nobody at risk. Laughs, in signs or letters, are typed for tears as
 * well, and "this is no film" is said by those who fear not to be believed. Only the clearest language is heard: neighbours
 * mistake each other's words.
 */
function wordAgainst(
  found: Found,
  { category, weight, language }: CompiledRule,
  { hit, wordsOf }: { readonly hit: RuleHit; readonly wordsOf: (hit: RuleHit) => string },
): string | null {
  if (OWN_VOICES.has(category) || weight < CLEAR) return null;
  if (language >= 0 && language !== clearestAt(found, hit.start)) return null;
  const word = wordsOf(hit);
  const isPlay = category === 'fiction' && (isLaugh(word) || isDenied(found, hit));
  return isPicture(word) || isPlay ? null : word;
}

/** Whoever repeats a word, in whatever form, says no more by it. */
class FirstForms {
  readonly #firsts: { readonly word: string; readonly parts: WordParts }[] = [];
  readonly #known = new Map<string, string>();

  of(word: string): string {
    const known = this.#known.get(word);
    if (known !== undefined) return known;
    const parts = partsOf(word);
    const same = this.#firsts.find((first) => isSameWord(first.parts, parts));
    if (same === undefined && this.#firsts.length < MOST_COMPARED) this.#firsts.push({ word, parts });
    const first = same?.word ?? word;
    this.#known.set(word, first);
    return first;
  }
}
