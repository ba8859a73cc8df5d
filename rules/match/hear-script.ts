import type { LanguageIndex } from '../compile/element.ts';
import type { Found } from './found.ts';
import { markBits } from './language-tally.ts';

/** One word that fits is chance; two are a language. */
const LEAST_TOKENS = 2;
/** Beside a language that speaks plainly in the same letters, another needs at least this share of its words. */
const LEAST_SHARE = 0.7;

/** Words of one script, among the known tokens `[from, to)`. */
export interface Part {
  readonly group: number;
  readonly from: number;
  readonly to: number;
}

export interface Heard {
  /** Words in the script that are known at all. */
  readonly words: number;
  /** Those of its clearest language. */
  readonly count: number;
  /** -1 for none. */
  readonly language: LanguageIndex;
}

/** Hears one script; sets `speaks` to 1 for the languages that speak in it. */
export function hearScript(found: Found, part: Part, speaks: Uint8Array): Heard {
  const { tally, meanings } = found;
  const { script, languages, languageWords } = meanings;
  tally.clear();
  let words = 0;
  for (let i = part.from; i < part.to; i += 1) {
    if (script[i] !== part.group) continue;
    tally.add(languages, i * languageWords);
    words += 1;
  }
  const { count, language } = tally.most();
  if (count >= LEAST_TOKENS) {
    tally.mark(Math.max(LEAST_TOKENS, Math.ceil(count * LEAST_SHARE)), speaks);
    if (count < words) hearBeside(found, part, language, speaks);
  }
  return { count, words, language };
}

/** Languages that use two tokens side by side of which the plain one uses neither. */
function hearBeside({ meanings }: Found, part: Part, plain: LanguageIndex, speaks: Uint8Array): void {
  const { known, script, languages, languageWords: words } = meanings;
  const plainAt = plain >> 5;
  const plainBit = 1 << (plain & 31);
  let isBeside = false;
  for (let i = part.from; i < part.to; i += 1) {
    const isForeign = script[i] === part.group && ((languages[i * words + plainAt] ?? 0) & plainBit) === 0;
    const wasForeign = isBeside && (known[i - 1] ?? 0) === (known[i] ?? 0) - 1;
    isBeside = isForeign;
    if (!isForeign || !wasForeign) continue;
    for (let word = 0; word < words; word += 1) {
      const both = (languages[i * words + word] ?? 0) & (languages[(i - 1) * words + word] ?? 0);
      markBits(both, word, speaks);
    }
  }
}
