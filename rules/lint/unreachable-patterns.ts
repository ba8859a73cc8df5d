import type { LocatedPack } from '../load/parse-packs.ts';
import { normalise } from '../text/normalise.ts';
import type { Finding } from './finding.ts';

/**
 * Patterns that no post can match: they see folded text, which has neither capitals nor accents, other digits or two spaces. One of
 * several ways in which a pattern can match may be such a one; it does no harm.
 */
export function unreachablePatterns(located: readonly LocatedPack[]): readonly Finding[] {
  return located.flatMap(({ pack: { file, rules }, locate }) =>
    rules.flatMap(({ id, patterns = [] }, at) =>
      patterns.flatMap(({ match }, i): readonly Finding[] => {
        const parts = [...new Set(unreachableParts(match))];
        if (parts.length === 0) return [];
        const message = `rule "${id}": expected a pattern of signs as posts are read, found ${parts.join(' and ')}; write it that way, or leave it out`;
        const place = locate(['rules', at, 'patterns', i, 'match']);
        return [{ file, ...place, level: 'warning', code: 'rules.unreachable-pattern', message }];
      }),
    ),
  );
}

/** A sign, an escape, a class or what makes a group, and how often it stands there. */
const PART =
  /(?<atom>\\(?:u\{[^}]*\}|u[0-9a-f]{4}|x[0-9a-f]{2}|p\{[^}]*\}|.)|\[(?:\\.|[^\]\\])*\]|\(\?:|.)(?<repeat>\?|\{\d+(?:,\d*)?\})?\??/gisu;
/** What matches no sign of its own, or any. */
const NO_SIGN: ReadonlySet<string> = new Set(['^', '$', '.', '\\b', '\\B']);
const SPACES: ReadonlySet<string> = new Set([' ', '[ ]', '\\s']);

/** What keeps a pattern from ever matching; empty where it can, though by one of several ways only. */
function unreachableParts(pattern: string): readonly string[] {
  /** For each group that is open, what is wrong with each of its ways. */
  const open: string[][][] = [[[]]];
  let isBehindSpace = false;
  for (const { groups } of pattern.matchAll(PART)) {
    const atom = groups?.atom ?? '';
    const least = leastOf(groups?.repeat);
    const isSpace = least > 0 && SPACES.has(atom);
    const isDoubled = isSpace && (isBehindSpace || least > 1);
    isBehindSpace = isSpace;
    if (atom === '(?:') open.push([[]]);
    else if (atom === '|') open.at(-1)?.push([]);
    else {
      const found = atom === ')' ? inAllWays(open.pop() ?? []) : faultOf(atom, isDoubled);
      if (least > 0)
        open
          .at(-1)
          ?.at(-1)
          ?.push(...found);
    }
  }
  return inAllWays(open[0] ?? []);
}

function inAllWays(ways: readonly (readonly string[])[]): readonly string[] {
  return ways.every((faults) => faults.length > 0) ? ways.flat() : [];
}

function leastOf(repeat: string | undefined): number {
  if (repeat === undefined) return 1;
  return repeat === '?' ? 0 : Number.parseInt(repeat.slice(1), 10);
}

function faultOf(atom: string, isDoubled: boolean): readonly string[] {
  if (isDoubled) return ['two spaces, which are read as one'];
  if (NO_SIGN.has(atom) || canMatch(atom)) return [];
  // A class or an escape stands for several.
  if ([...atom].length > 1) return [`"${atom}", which stands for nothing that is left once a post is folded`];
  const read = normalise(atom);
  return [read.trim() === '' ? `"${atom}", which is not read` : `"${atom}", which is read as "${read}"`];
}

/** Whether a sign is read as it is written: letters by themselves, as those of two scripts that look alike become one's. */
function isFolded(sign: string): boolean {
  if (/^[\p{L}\p{N}]$/u.test(sign)) return normalise(sign) === sign;
  return normalise(`q${sign}q`) === `q${sign}q`;
}

const asciiSigns = signsIn(0x20, 0x7f);
/** Of the rest of the first plane, which few classes are looked for in. */
let otherSigns: readonly string[] | undefined;

function canMatch(atom: string): boolean {
  const signs = [...atom];
  if (signs.length === 1) return isFolded(atom);
  const expression = new RegExp(`^${atom}$`, 'u');
  if ([...asciiSigns, ...signs].some((sign) => isFolded(sign) && expression.test(sign))) return true;
  otherSigns ??= signsIn(0x80, 0xd800);
  return otherSigns.some((sign) => expression.test(sign));
}

function signsIn(first: number, end: number): readonly string[] {
  const all = Array.from({ length: end - first }, (_none, at) => String.fromCodePoint(first + at));
  return all.filter(isFolded);
}
