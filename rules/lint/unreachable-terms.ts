import type { CompiledRules } from '../compile/compiled-rules.ts';
import { joinedReading } from '../compile/joined-reading.ts';
import { ANY_NUMBER, MINOR_AGE, splitTerm } from '../compile/split-term.ts';
import { TokenTable } from '../compile/token-table.ts';
import type { LocatedPack } from '../load/parse-packs.ts';
import { PostReader } from '../match/post-reader.ts';
import { siftAndRejoin } from '../match/rejoin.ts';
import { hashUnits } from '../text/hash.ts';
import { normalisedText } from '../text/normalise.ts';
import type { Finding } from './finding.ts';
import { listedTerms } from './listed-terms.ts';

/** From the range that both placeholders stand for. */
const SOME_NUMBER = '7';

/** Terms that no post can contain, because a post that says exactly this is read otherwise. */
export function unreachableTerms(
  located: readonly LocatedPack[],
  compiled: CompiledRules,
): readonly Finding[] {
  const table = new TokenTable(compiled.table);
  const reader = new PostReader(compiled);
  return located.flatMap((one) =>
    listedTerms(one).flatMap(({ term, path, file }): readonly Finding[] => {
      const seen = seenWords(term, reader, table);
      const joined = joinedReading(term, (word) => isSpelled(word, table));
      if (isReached(splitTerm(term), seen) || isReached(joined ?? [], seen)) return [];
      const message = `expected a term as a post is read, found "${term}", which is read as "${seen.join(' ')}"; write it that way, or leave it out`;
      return [{ file, ...one.locate(path), level: 'warning', code: 'rules.unreachable-term', message }];
    }),
  );
}

/** Whether some term holds the word: a joined reading that was compiled does. */
function isSpelled(word: string, table: TokenTable): boolean {
  const units = Uint16Array.from(word, (unit) => unit.charCodeAt(0));
  return table.isWord(units, 0, units.length, hashUnits(units, 0, units.length));
}

function seenWords(term: string, reader: PostReader, table: TokenTable): readonly string[] {
  const written = term
    .replaceAll('*', '')
    .replaceAll('{number}', SOME_NUMBER)
    .replaceAll('{minor-age}', SOME_NUMBER);
  reader.read(written);
  siftAndRejoin(reader, table);
  const { text, tokens } = reader;
  const all = normalisedText(text);
  return Array.from({ length: tokens.length }, (_, at) => all.slice(tokens.start[at], tokens.end[at]));
}

function isReached(wanted: readonly string[], seen: readonly string[]): boolean {
  return (
    wanted.length === seen.length &&
    wanted.every((word, at) => {
      const found = seen[at] ?? '';
      if (word === ANY_NUMBER || word === MINOR_AGE) return found === SOME_NUMBER;
      if (word.endsWith('*')) return found.startsWith(word.slice(0, -1));
      // Laughter ("hhhh") folds to one letter, and is looked up as two.
      return found === word || (found.length === 1 && word === found + found);
    })
  );
}
