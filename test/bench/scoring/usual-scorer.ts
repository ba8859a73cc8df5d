import { AhoCorasick } from '@monyone/aho-corasick/fast';
import type { Pack, Rule } from '../../../rules/index.ts';

/** What a post comes to: its points, and the rules that gave them. */
export interface UsualResult {
  readonly score: number;
  readonly rules: readonly string[];
}

/**
 * The same packs scored as they usually would be with npm packages: normalised by a chain of replacements, searched with
 * one Aho-Corasick automaton, and every pattern run on every post. It knows no inflected places, hears no languages, undoes
 * few disguises, weighs nothing but words near each other, and explains nothing.
 */
export function usualScorer(packs: readonly Pack[]): (text: string) => UsualResult {
  const concepts = new Map<string, string[]>();
  for (const { words } of packs) {
    for (const [concept, terms] of Object.entries(words ?? {})) {
      const known = concepts.get(`@${concept}`) ?? [];
      known.push(...terms.map(usualNormalise));
      concepts.set(`@${concept}`, known);
    }
  }
  const rules = packs.flatMap((pack) => pack.rules).filter(({ status }) => status === 'live');
  const owners = new Map<string, string[]>();
  const own = (term: string, list: string) => {
    const known = owners.get(term);
    if (known === undefined) owners.set(term, [list]);
    else known.push(list);
  };
  for (const [concept, terms] of concepts) for (const term of terms) own(term, concept);
  for (const pack of packs) {
    for (const place of pack.places ?? [])
      for (const names of Object.values(place.in))
        for (const name of names) own(usualNormalise(name), '#place');
  }
  for (const rule of rules)
    for (const term of rule.terms ?? []) if (!term.startsWith('@')) own(usualNormalise(term), rule.id);
  const stems = new Map([...owners.keys()].map((term) => [term.replace(/\*$/, ''), term]));
  const automaton = new AhoCorasick([...stems.keys()].filter((term) => term !== ''));
  const patterns = rules.flatMap((rule) =>
    (rule.patterns ?? []).map(({ match }) => ({ rule, expression: new RegExp(match, 'u') })),
  );
  return (text) => {
    const normal = usualNormalise(text);
    const places = new Map<string, number[]>();
    for (const { begin, end, keyword } of automaton.matchInText(normal)) {
      const term = stems.get(keyword) ?? keyword;
      if (isLetter(normal, begin - 1) || (!term.endsWith('*') && isLetter(normal, end))) continue;
      for (const list of owners.get(term) ?? []) {
        const known = places.get(list);
        if (known === undefined) places.set(list, [begin]);
        else known.push(begin);
      }
    }
    const found: string[] = [];
    let score = 0;
    for (const rule of rules) {
      if (!isMet(rule, places)) continue;
      found.push(rule.id);
      score += rule.weight;
    }
    for (const { rule, expression } of patterns) {
      if (!expression.test(normal)) continue;
      found.push(rule.id);
      score += rule.weight;
    }
    return { score, rules: found };
  };
}

/** In UTF-16 units; about a dozen words. */
const NEAR = 70;

function isMet(rule: Rule, places: ReadonlyMap<string, readonly number[]>): boolean {
  const startsOf = (entries: readonly string[]) =>
    entries.flatMap((entry) => places.get(entry.startsWith('@') ? entry : rule.id) ?? []);
  const starts = startsOf(rule.terms ?? []);
  if (starts.length === 0) return false;
  return (rule.with ?? []).every((group) => {
    const others = startsOf(group);
    return starts.some((start) => others.some((other) => other !== start && Math.abs(other - start) < NEAR));
  });
}

const LETTER = /[\p{L}\p{M}\p{N}]/u;

function isLetter(text: string, at: number): boolean {
  const unit = text[at];
  return unit !== undefined && LETTER.test(unit);
}

function usualNormalise(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .normalize('NFD')
    .replace(/[\u0300-\u036f\u064b-\u065f\u0670]/g, '')
    .normalize('NFC')
    .replace(/[\u200b-\u200f\u2060\ufeff\u0640]/g, '')
    .replace(/[أإآٱ]/g, 'ا')
    .replace(/[ىی]/g, 'ي')
    .replace(/ک/g, 'ك')
    .replace(/[٠-٩۰-۹]/g, (digit) => String(digit.charCodeAt(0) & 15))
    .replace(/\s+/g, ' ');
}
