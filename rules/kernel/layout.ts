import { MAX_UNDOUBLED } from '../match/doubled-letters.ts';

/**
 * Where things lie in the memory that the kernel shares with this process, in bytes. Posts are at most `POST_UNITS` long, so
 * that nothing ever moves; a longer one is read without the kernel. The source of the kernel is compiled with these numbers.
 */
const POST_UNITS = 6_000;
/** Room for characters that fold to several; when even that is too little, the post is read on without the kernel. */
const UNITS = 6_144;

const STATE = 0;
/** See `plainTable`: four bytes a unit. */
const PLAIN = 0x400;
/** What is known of characters of the first astral plane (`ASTRAL_KIND`): one byte each. */
const ASTRAL = PLAIN + 4 * 0x10000;
const SOURCE = ASTRAL + 0x10000;
/** Sixteen bytes that stay 0 lie before the first unit, so that there always is a unit before. */
const FOLDED = SOURCE + 2 * UNITS + 16;
const FROM = FOLDED + 2 * UNITS + 16;
const TO = FROM + 4 * UNITS;
const TOKEN_START = TO + 4 * UNITS;
const TOKEN_END = TOKEN_START + 4 * UNITS;
/** Sixteen bytes more on both sides, those before it always 0: there always is a token before and one behind. */
const TOKEN_HASH = TOKEN_END + 4 * UNITS + 16;
const TOKEN_OTHER = TOKEN_HASH + 4 * UNITS + 32;
const CANDIDATES = TOKEN_OTHER + UNITS + 16;
const SUSPECTS = CANDIDATES + 4 * UNITS;
/** What a pass over the post writes of its words, before they are laid out as tokens: where each begins and ends, in bytes, and
 * its hash; a last one may be begun and not end. */
const BOUNDS = SUSPECTS + 4 * UNITS;
const HASHES = BOUNDS + 8 * UNITS + 16;
/** By word of a pass, bits of `OTHER`; all 0 between passes. */
const MARKS = HASHES + 8 * UNITS + 16;
/** While candidates are looked up nobody needs those: the slot of each is put there, and the head of its record. */
const ENTRIES = BOUNDS;
const HEADS = HASHES;
/** What is known of tokens; see `Meanings`. */
const RECORD_OF = MARKS + UNITS + 16;
const SIGNATURE = RECORD_OF + 4 * UNITS;
const KNOWN_TOKENS = SIGNATURE + 4 * UNITS;
const MAX_LANGUAGE_WORDS = 4;
const LANGUAGES = KNOWN_TOKENS + 4 * UNITS;
/** One byte for each language: 1 where it speaks. */
const SPEAKS = LANGUAGES + 4 * MAX_LANGUAGE_WORDS * UNITS;
/** The letter that a sign stands for, by the lower byte of the sign. */
const SIGN_LETTERS = SPEAKS + 32 * MAX_LANGUAGE_WORDS;
/** Phrases found: four numbers each, see `Kernel.hits`. */
const MAX_HITS = 2_048;
const HITS = SIGN_LETTERS + 0x100;
/** A word without one of its doubled letters, which is read as folded text is. */
const UNDOUBLED = HITS + 16 * MAX_HITS;
/** What characters fold to that fold to several, in the order in which they were met: how many, the disguise, the units. */
const MAX_EXPANSIONS = 1_024;
const EXPANSION_SHIFT = 4;
const MAX_EXPANSION_UNITS = 4;
const EXPANSIONS = UNDOUBLED + 2 * MAX_UNDOUBLED + 16;
/** From here on lie the tables of compiled rules, one behind another. */
const TABLES = EXPANSIONS + (MAX_EXPANSIONS << EXPANSION_SHIFT);

export const LAYOUT = {
  POST_UNITS,
  UNITS,
  MAX_LANGUAGE_WORDS,
  MAX_HITS,
  STATE,
  PLAIN,
  ASTRAL,
  SOURCE,
  FOLDED,
  FROM,
  TO,
  TOKEN_START,
  TOKEN_END,
  TOKEN_HASH,
  TOKEN_OTHER,
  CANDIDATES,
  SUSPECTS,
  BOUNDS,
  HASHES,
  MARKS,
  ENTRIES,
  HEADS,
  RECORD_OF,
  SIGNATURE,
  KNOWN_TOKENS,
  LANGUAGES,
  SPEAKS,
  SIGN_LETTERS,
  HITS,
  UNDOUBLED,
  EXPANSIONS,
  EXPANSION_SHIFT,
  MAX_EXPANSIONS,
  MAX_EXPANSION_UNITS,
  TABLES,
} as const;

/**
 * What the kernel is told once of the tables: the place of each in its memory, and what is needed to read it. Numbers of 32
 * bits, from `STATE + SETUP_FROM` on.
 */
export const SETUP = [
  'STEM_STARTS',
  'WORD_FILTER',
  'WORD_FILTER_MASK',
  'ALONE_FILTER',
  'ALONE_FILTER_MASK',
  'PAIR_FILTER',
  'PAIR_FILTER_MASK',
  'KNOWN_FILTER',
  'KNOWN_FILTER_MASK',
  'STEM_FILTER',
  'STEM_FILTER_MASK',
  'LONGEST_STEM',
  'WORD_SLOTS',
  'WORD_SLOTS_MASK',
  'STEM_SLOTS',
  'STEM_SLOTS_MASK',
  'PLACE_BITS',
  'RECORDS',
  'LANGUAGE_WORDS',
  'PHRASES',
  'PHRASES_END',
  'ANY_NUMBER',
  'MINOR_AGE',
] as const;
export const SETUP_FROM = 0x40;

export type SetupField = (typeof SETUP)[number];
