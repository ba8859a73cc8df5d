import type { Backtest, LanguageEffect, ReleaseRecord, Share } from '../../../rules/index.ts';
import { quoted, visible } from '../terminal.ts';

/** Moves shown per language and direction; `--json` has all of them. */
const SHOWN = 5;

/** What a change gains and loses, per language, with examples. */
export function describeBacktest({ posts, languages, moves, shadow }: Backtest): string {
  const lines = [`${posts} posts, ${moves.length} end in another lane`, ''];
  for (const effect of languages) {
    const own = moves.filter(({ lang }) => lang === effect.lang);
    lines.push(describeLanguage(effect));
    for (const [move, of] of groups(own)) {
      for (const { text, label } of of.slice(0, SHOWN))
        lines.push(`    ${move}${label === null ? '' : ` (${label})`}: ${quoted(text)}`);
      if (of.length > SHOWN) lines.push(`    ${move}: and ${of.length - SHOWN} more`);
    }
  }
  for (const { rule, lang, posts: found, noOffers } of shadow)
    lines.push(
      `in shadow, moving nothing: ${visible(rule)} finds something in ${found} posts of ${visible(lang)}, ${noOffers} of them labelled as no offer`,
    );
  return lines.join('\n');
}

type MeasuredLanguage = ReleaseRecord['measured'][number]['languages'][number];
type Move = Backtest['moves'][number];

function groups(moves: readonly Move[]): ReadonlyMap<string, readonly Move[]> {
  const found = new Map<string, Move[]>();
  for (const move of moves) {
    const key = `${move.from} -> ${move.to}`;
    const known = found.get(key);
    if (known === undefined) found.set(key, [move]);
    else known.push(move);
  }
  return found;
}

/** What was measured of one language; records of before say nothing of persons at risk. */
export function describeLanguage({
  lang,
  posts,
  gained,
  lost,
  flagged,
  protected: sentToProtection,
  offersFound,
  falseFlags,
  leaked = null,
}: MeasuredLanguage): string {
  const told: readonly [string, LanguageEffect['leaked']][] = [
    ['flagged', flagged],
    ['to protection', sentToProtection],
    ['offers found', offersFound],
    ['false flags', falseFlags],
    // What a release is refused for.
    ['persons at risk that come to review', leaked],
  ];
  const parts = told.flatMap(([what, of]) =>
    of === null ? [] : [`${what} ${share(of.before)} to ${share(of.after)}`],
  );
  return [`${visible(lang)}: ${posts} posts, review +${gained} -${lost}`, ...parts].join('; ');
}

/** Count, share and 95 % interval. */
function share({ count, of, low, high }: Share): string {
  return `${count}/${of} (${low.toFixed(1)} to ${high.toFixed(1)} %)`;
}
