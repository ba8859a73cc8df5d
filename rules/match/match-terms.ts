import { placeCountry, placeHome } from '../compile/compile-places.ts';
import type { CompiledTerm } from '../compile/compile-terms.ts';
import { OWNER } from '../compile/compiled-rules.ts';
import type { Element } from '../compile/element.ts';
import { isCollapsed } from '../text/normalise.ts';
import { hashUnits } from '../text/tokens.ts';
import { lookupDisguised } from './disguised-token.ts';
import type { Found } from './found.ts';
import { addListHit, type TermHit } from './list-hits.ts';
import { numberElements } from './number-token.ts';

/** Looks every token up once: what it can stand for in any term of any language. */
export function readTokens(found: Found): void {
  const { compiled, text, tokens, elements } = found;
  const { start, end, hash, length } = tokens;
  for (let at = 0; at < length; at += 1) {
    const from = start[at] ?? 0;
    const to = end[at] ?? 0;
    elements[at] =
      to - from === 1 && isCollapsed(text, from)
        ? lookupLaughter(found, text.units[from] ?? 0)
        : withNumber(
            found,
            at,
            compiled.table.lookup(text.units, from, to, hash[at] ?? 0) ?? lookupDisguised(found, at),
          );
  }
}

/** Verifies phrases around their anchor, of the languages that speak in the post. */
export function matchTerms(found: Found): void {
  const { compiled, elements, speaks } = found;
  const { length } = found.tokens;
  for (let at = 0; at < length; at += 1) {
    const known = elements[at];
    if (known === undefined) continue;
    for (const element of known) {
      const groups = compiled.byAnchor[element];
      if (groups === undefined) continue;
      for (const { language, terms } of groups) {
        if (language < 0 || speaks[language] === 1) matchAt(found, terms, at);
      }
    }
  }
}

function matchAt(found: Found, terms: readonly CompiledTerm[], at: number): void {
  const { elements, tokens } = found;
  for (const term of terms) {
    const first = at - term.anchor;
    if (first < 0 || first + term.elements.length > tokens.length) continue;
    if (term.elements.length === 1 || isAt(term, first, elements)) record(found, term, first);
  }
}

/** A number that some term spells out is a number all the same. */
function withNumber(
  found: Found,
  at: number,
  known: readonly Element[] | undefined,
): readonly Element[] | undefined {
  const unit = found.text.units[found.tokens.start[at] ?? 0] ?? 0;
  if (unit < 0x30 || unit > 0x39) return known;
  const number = numberElements(found, at);
  if (number.length === 0) return known;
  return known === undefined ? number : [...known, ...number];
}

const twice = new Uint16Array(2);

/** A word of one letter again and again ("hhhh") is listed as two of it. */
function lookupLaughter({ compiled }: Found, unit: number): readonly Element[] | undefined {
  twice.fill(unit);
  return compiled.table.lookup(twice, 0, 2, hashUnits(twice, 0, 2));
}

function isAt(
  term: CompiledTerm,
  start: number,
  elements: readonly (readonly Element[] | undefined)[],
): boolean {
  for (let i = 0; i < term.elements.length; i += 1) {
    if (i === term.anchor) continue;
    const wanted = term.elements[i] ?? 0;
    if (elements[start + i]?.includes(wanted) !== true) return false;
  }
  return true;
}

/**
 * Names go everywhere, but a town of one language is often a word of another: "Van" in Turkey, "van" in English. Where its
 * own language does not speak and another that does uses the word, it is the word.
 */
function isWordHere(found: Found, group: number, { start, end }: TermHit): boolean {
  const home = placeHome(group);
  if (home < 0 || end - start > 1 || found.speaks[home] === 1) return false;
  const { languagesByElement, languages } = found.compiled;
  for (const element of found.elements[start] ?? []) {
    for (let language = 0; language < languages.length; language += 1) {
      if (found.speaks[language] === 1 && languagesByElement.has(element, language)) return true;
    }
  }
  return false;
}

function record(found: Found, { owner, group, elements }: CompiledTerm, start: number): void {
  const end = start + elements.length;
  if (owner >= 0) addListHit(found.lists, owner, { start, end });
  else if (owner === OWNER.place || owner === OWNER.placeTo) {
    if (isWordHere(found, group, { start, end })) return;
    found.places.push({ isToward: owner === OWNER.placeTo, country: placeCountry(group), start, end });
  } else found.money.push({ owner, group, start, end });
}
