import type { Pack, Rule } from '../schema.ts';
import { LANGUAGE_MARKERS } from '../text/language-markers.ts';
import { TRAIT } from '../text/unit-class.ts';
import { compilePlaces } from './compile-places.ts';
import { TermCollector } from './compile-terms.ts';
import {
  type CompiledPattern,
  type CompiledRule,
  type CompiledRules,
  groupBit,
  OWNER,
} from './compiled-rules.ts';
import { splitTerm } from './split-term.ts';
import { TokenTable } from './token-table.ts';

const DEFAULT_WITHIN = 12;

/** Turns packs into matchers. Only live rules that no hold names are compiled. */
export function compileRules(packs: readonly Pack[], holds: ReadonlySet<string>): CompiledRules {
  const table = new TokenTable();
  const collector = new TermCollector(table);
  const live = packs
    .flatMap((pack) => pack.rules)
    .filter((rule) => rule.status === 'live' && !holds.has(rule.id));
  // By id, so that the order of files and of entries never changes an assessment.
  const sorted = live.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const rules = sorted.map((rule, index) => compileRule(rule, index, collector));
  for (const pack of packs) {
    for (const places of pack.places ?? []) compilePlaces(places, collector);
  }
  const languages = Object.keys(LANGUAGE_MARKERS);
  languages.forEach((language, group) => {
    for (const word of LANGUAGE_MARKERS[language] ?? []) {
      collector.add(word, { owner: OWNER.marker, group, languages: [] });
    }
  });
  table.seal();
  return {
    rules,
    table,
    byAnchor: collector.byAnchor(),
    patternRules: indexesWhere(rules, (rule) => rule.patterns.length > 0),
    signRules: indexesWhere(rules, (rule) => rule.connectorSigns !== ''),
    languages,
  };
}

function indexesWhere(
  rules: readonly CompiledRule[],
  test: (rule: CompiledRule) => boolean,
): readonly number[] {
  return rules.flatMap((rule, index) => (test(rule) ? [index] : []));
}

function compileRule(rule: Rule, owner: number, collector: TermCollector): CompiledRule {
  const { languages } = rule;
  for (const term of rule.terms ?? []) collector.add(term, { owner, group: 0, languages });
  (rule.with ?? []).forEach((list, index) => {
    for (const term of list) collector.add(term, { owner, group: index + 1, languages });
  });
  for (const term of rule.without ?? []) collector.add(term, { owner, group: -1, languages });
  let connectorSigns = '';
  for (const term of rule.route?.between ?? []) {
    if (splitTerm(term).length === 0) connectorSigns += term;
    else collector.add(term, { owner: OWNER.connector, group: owner, languages: [] });
  }
  const { patterns, broken } = compilePatterns(rule);
  return {
    id: rule.id,
    category: rule.category,
    weight: rule.weight,
    withLists: rule.with?.length ?? 0,
    needs: (rule.with ?? []).reduce((bits, _list, index) => bits | groupBit(index + 1), groupBit(0)),
    hasWithout: (rule.without?.length ?? 0) > 0,
    within: rule.within ?? DEFAULT_WITHIN,
    unless: rule.unless ?? [],
    patterns,
    gates: patterns.reduce((bits, { gate }) => bits | gate, 0),
    connectorSigns,
    broken,
  };
}

function compilePatterns(rule: Rule): { patterns: readonly CompiledPattern[]; broken: string | null } {
  try {
    const patterns = (rule.patterns ?? []).map(({ match, gate }) => ({
      expression: new RegExp(match, 'gu'),
      gate: TRAIT[gate],
    }));
    return { patterns, broken: null };
  } catch (error) {
    // The loader refuses such a rule; packs built in memory can still carry one, and it must not vanish silently.
    return { patterns: [], broken: error instanceof Error ? error.name : 'Error' };
  }
}
