import { MAX_JOINED, MIN_JOINED } from '../compile/joined-reading.ts';
import { PHRASE } from '../compile/phrase-index.ts';
import { LONG_STARTS, START_PRIMES } from '../compile/sieve.ts';
import { MINOR_AGES } from '../compile/split-term.ts';
import { RECORD } from '../compile/token-table-data.ts';
import { MAX_TRIED, MAX_UNDOUBLED, MIN_UNDOUBLED } from '../match/doubled-letters.ts';
import { END_SPACED, FIRST_SPACED, MAX_LETTER_GAP, MAX_LETTER_UNITS } from '../match/letter-run.ts';
import { UNASKED } from '../match/meanings.ts';
import { UNDONE } from '../text/fold-code-point.ts';
import { PLAIN } from '../text/fold-table.ts';
import { FIRST_HASH, HASH_PRIME } from '../text/hash.ts';
import { FIRST_GREEK } from '../text/letter-group.ts';
import { OTHER } from '../text/token-marks.ts';
import { FIRST_OTHER_SCRIPT } from '../text/tokens.ts';
import { FIRST_PICTURE, TRAIT, UNIT } from '../text/unit-class.ts';
import { ASTRAL_KIND } from './astral-kind.ts';
import { EXPANDED } from './expansions.ts';
import { LAYOUT, SETUP, SETUP_FROM } from './layout.ts';

/** The numbers that the source of the kernel is compiled with, by the names it uses. */
export const KERNEL_NUMBERS: Readonly<Record<string, number>> = {
  ...LAYOUT,
  ...Object.fromEntries(SETUP.map((field, at) => [`AT_${field}`, LAYOUT.STATE + SETUP_FROM + 4 * at])),
  SPACE: 0x20,
  EXCLAMATION: 0x21,
  APOSTROPHE: 0x27,
  NINE: 0x39,
  MIN_JOINED,
  MAX_JOINED,
  ...START_PRIMES,
  LONG_STARTS,
  FIRST_MINOR_AGE: MINOR_AGES.first,
  LAST_MINOR_AGE: MINOR_AGES.last,
  FIRST_HASH,
  HASH_PRIME,
  FIRST_GREEK,
  FIRST_OTHER_SCRIPT,
  MAX_LETTER_GAP,
  MAX_LETTER_UNITS,
  MIN_UNDOUBLED,
  MAX_UNDOUBLED,
  MAX_TRIED,
  UNDOUBLED_AT: (LAYOUT.UNDOUBLED - LAYOUT.FOLDED) / 2,
  FIRST_SPACED,
  END_SPACED,
  SURE: 1 << 31,
  ZERO: 0x30,
  LETTER: UNIT.letter,
  DIGIT: UNIT.digit,
  CLASS: TRAIT.class,
  KNOWN: TRAIT.known,
  SIGN: UNIT.sign,
  FIRST_PICTURE,
  PICTURE: TRAIT.picture << PLAIN.traitsShift,
  TRAITS_SHIFT: PLAIN.traitsShift,
  DROPPED: PLAIN.dropped,
  EXPANDED,
  EXPANSION: PLAIN.unit,
  MAX_EXPANSION_BYTES: 2 * LAYOUT.MAX_EXPANSION_UNITS,
  REPEATED: UNDONE.repeated,
  OTHER_DIGIT: OTHER.digit,
  OTHER_READING: OTHER.reading,
  OTHER_DOUBLED: OTHER.doubled,
  TO_TOP_OF_BYTE: Math.clz32(OTHER.doubled) - Math.clz32(0x80),
  MARK: PLAIN.mark,
  LEET_SIGN: PLAIN.leetSign,
  LENGTH_MASK: RECORD.lengthMask,
  COUNT_SHIFT: RECORD.countShift,
  COUNT_MASK: PHRASE.countMask,
  KIND_SHIFT: PHRASE.kindShift,
  KIND_MASK: PHRASE.kindMask,
  TAG_SHIFT: PHRASE.tagShift,
  ANCHOR_SHIFT: PHRASE.anchorShift,
  ANCHOR_MASK: PHRASE.anchorMask,
  UNASKED,
  ASTRAL_SIGN: ASTRAL_KIND.sign,
  ASTRAL_DROPPED: ASTRAL_KIND.dropped,
};
