import { isTried } from '../analysis/shadow-rules.ts';
import { isCounterKind, isOfPersonAtRisk } from '../categories.ts';
import { placeForms } from '../compile/compile-places.ts';
import { splitTerm } from '../compile/split-term.ts';
import type { LocatedPack } from '../load/parse-packs.ts';
import type { Rule } from '../schema.ts';
import type { Finding } from './finding.ts';
import { type ListedTerm, listedTerms } from './listed-terms.ts';
import { withItsVariety } from './peoples/index.ts';

/** Half of what a plain offer needs: no place says as much of whoever comes from it. */
const LEAST_WEIGHT = 4;
/** The longest name of a place has four, the words beside it no more than two. */
const MOST_WORDS = 6;

/**
 * Wordings of an offer that are nothing but a place, or a place and the plainest word for "from" or "to": it is the end of a route, and
 * where it scores by itself it stands for the people who come from there. Light concepts have places that say something beside others
 * (Schengen of a paper, to Europe of a border), and a place with a verb or with who is called is a statement.
 */
export function placesAsTerms(located: readonly LocatedPack[]): readonly Finding[] {
  const heavy = heavyLists(located);
  const places = new Places(located);
  return located.flatMap((one) =>
    listedTerms(one)
      .filter(({ list }) => heavy.has(list))
      .flatMap(({ term, language, path, file }): readonly Finding[] => {
        if (!places.areAll(term, language)) return [];
        const message = `expected wording of an offer, found "${term}", which names a place and nothing else; leave it out: under "places" it is the end of a route`;
        return [{ file, ...one.locate(path), level: 'error', code: 'rules.place-as-term', message }];
      }),
  );
}

/** The lists that weigh much for an offer by themselves: of rules, and of the concepts that they look for. */
function heavyLists(located: readonly LocatedPack[]): ReadonlySet<ListedTerm['list']> {
  const rules = located.flatMap(({ pack }) => pack.rules.filter(isHeavy));
  return new Set(rules.flatMap(({ id, terms = [] }) => [`${id} terms`, ...terms]));
}

function isHeavy(rule: Rule): boolean {
  const { category, weight } = rule;
  return isTried(rule) && weight >= LEAST_WEIGHT && !isCounterKind(category) && !isOfPersonAtRisk(category);
}

/** What a language calls places, and how it says plainly "from" and "to" them. */
interface Names {
  readonly places: ReadonlySet<string>;
  readonly joining: readonly string[];
}

class Places {
  readonly #located: readonly LocatedPack[];
  /** By language, as asked for: forty thousand names are split for all. */
  readonly #names = new Map<string, Names>();

  constructor(located: readonly LocatedPack[]) {
    this.#located = located;
  }

  /** Whether a term is a place in one of its forms, with nothing beside it but such a word at either end. */
  areAll(term: string, language: string): boolean {
    // Much cheaper than splitting all that a language says for an offer.
    if (term.split(' ').length > MOST_WORDS) return false;
    const { places, joining } = this.#namesIn(language);
    const said = splitTerm(term.replaceAll('*', '')).join(' ');
    const without = joining.flatMap((word) => [
      ...(said.startsWith(`${word} `) ? [said.slice(word.length + 1)] : []),
      ...(said.endsWith(` ${word}`) ? [said.slice(0, -word.length - 1)] : []),
    ]);
    return [said, ...without].some((name) => places.has(name));
  }

  #namesIn(language: string): Names {
    const known = this.#names.get(language);
    if (known !== undefined) return known;
    const tags = withItsVariety(language);
    const packs = this.#located.map(({ pack }) => pack);
    const entries = packs.flatMap((pack) => (pack.places ?? []).filter((one) => tags.includes(one.language)));
    const forms = entries.flatMap((entry) =>
      Object.values(entry.in)
        .flat()
        .flatMap((name) => {
          const { plain, toward } = placeForms(entry, name);
          return [...plain, ...toward];
        }),
    );
    // The plainest of each stands first; of a variety, which has the places of its language, "as far as" does.
    const joining = packs
      .filter((pack) => tags.includes(pack.language))
      .flatMap(({ words, language: own }) => [
        words?.from?.[0] ?? '',
        (entries.some((one) => one.language === own) ? words?.to?.[0] : undefined) ?? '',
      ]);
    const split = (all: readonly string[]) =>
      all.map((one) => splitTerm(one).join(' ')).filter((one) => one !== '');
    const names = { places: new Set(split(forms)), joining: split(joining) };
    this.#names.set(language, names);
    return names;
  }
}
