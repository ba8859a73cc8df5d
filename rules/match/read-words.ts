import { ANY_NUMBER, MINOR_AGE } from '../compile/split-term.ts';
import {
  letterOf,
  lettersOf,
  NO_RECORD,
  spellingLength,
  type TokenTableData,
  type WordRecord,
} from '../compile/token-table-data.ts';
import { originalSpans } from '../text/original-span.ts';
import { lookupDotless } from './disguised-token.ts';
import type { Found } from './found.ts';
import { numberRecord } from './number-token.ts';
import { recordOf } from './token-meaning.ts';

/** A word of a post, in units of the original, and what it was read as. */
export interface ReadWord {
  readonly start: number;
  readonly end: number;
  /** As it is spelled without its signs, then the words and stems ("arriv*") of terms that it was taken for. */
  readonly readings: readonly string[];
}

/** The words of the post that was heard last, disguises undone: for explaining alone, scoring never spells a word out. */
export function readWords(found: Found): readonly ReadWord[] {
  const { text, tokens, post } = found;
  const spanOf = originalSpans(text, post);
  return Array.from({ length: tokens.length }, (_, at) => {
    const [first, behind] = [tokens.start[at] ?? 0, tokens.end[at] ?? 0];
    const spelled = String.fromCharCode(
      ...text.units.subarray(first, Math.min(behind, first + LONGEST_WORD)),
    );
    return {
      ...spanOf({ start: first, end: behind }),
      readings: [...new Set([spelled, ...recordsOf(found, at).flatMap((one) => spellings(found, one))])],
    };
  });
}

/** No listed word is longer; a token may be as long as the post. */
const LONGEST_WORD = 120;

/** What the token stands for; of one that can be any of several words, each. A number is one beside what it is listed as. */
function recordsOf(found: Found, at: number): readonly WordRecord[] {
  const record = recordOf(found, at);
  if (record < 0) return lookupDotless(found, at);
  const { start, end } = found.tokens;
  return [record, numberRecord(found, start[at] ?? 0, end[at] ?? 0)].filter((one) => one !== NO_RECORD);
}

function spellings({ table: { data } }: Found, record: WordRecord): readonly string[] {
  if (record === data.minorAge) return [MINOR_AGE, ANY_NUMBER];
  if (record === data.anyNumber) return [ANY_NUMBER];
  const spelling = spellingOf(data, record);
  return [record < data.wordsEnd ? spelling : `${spelling}*`];
}

function spellingOf(data: TokenTableData, record: WordRecord): string {
  const letters = lettersOf(data, record);
  const units = Array.from({ length: spellingLength(data, record) }, (_, at) => letterOf(data, letters, at));
  return String.fromCharCode(...units);
}
