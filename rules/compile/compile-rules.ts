import { isNeedKind } from '../categories.ts';
import type { Gate } from '../gate.ts';
import { liveDigestOf } from '../release/live-digest.ts';
import type { Pack, Rule } from '../schema.ts';
import { TRAIT } from '../text/unit-class.ts';
import { compileLeanings } from './compile-leanings.ts';
import { compileMoney } from './compile-money.ts';
import { compilePlaces } from './compile-places.ts';
import { compileRoute } from './compile-route.ts';
import { TermCollector } from './compile-terms.ts';
import type { CompiledRule, CompiledRules, RuleText } from './compiled-rules.ts';
import { ANY_LANGUAGE, type LanguageIndex } from './element.ts';
import { type FlatLists, flatGroups, flatLists } from './flat-lists.ts';
import { Lexicon } from './lexicon.ts';
import { hearPeoples } from './peoples-like-places.ts';
import { TermLists } from './term-lists.ts';
import { TokenTableBuilder } from './token-table-builder.ts';
import { checkedLanguages, restsOnLanguage } from './wording.ts';

const DEFAULT_WITHIN = 12;

/** Used when no pack sets the gate, as in a folder that holds one pack under test. */
const DEFAULT_GATE: Gate = { threshold: 8, kinds: 2 };

/** Turns packs into what the matcher reads. Only live rules are compiled: what is in shadow runs on no post. */
export function compileRules(packs: readonly Pack[]): CompiledRules {
  const table = new TokenTableBuilder();
  const collector = new TermCollector(table);
  const lexicon = new Lexicon(packs);
  const lists = new TermLists(collector, lexicon);
  const all = packs.flatMap((pack) => pack.rules);
  const live = all.filter((rule) => rule.status === 'live');
  // By id, so that the order of files and of entries never changes an assessment.
  const sorted = live.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const rules = sorted.flatMap((rule) => spokenRules(rule, lexicon, lists));
  for (const pack of packs) {
    const home = lexicon.indexesOf([pack.language])[0] ?? ANY_LANGUAGE;
    for (const places of pack.places ?? []) compilePlaces(places, collector, home);
  }
  lists.hear('markers');
  hearPeoples(collector, lexicon);
  const listsOf = (...concepts: string[]) => new Set(concepts.flatMap((name) => lists.inEveryLanguage(name)));
  const dateLists = listsOf('when');
  const priceLists = listsOf('price', 'per-head', 'pay');
  const payLists = listsOf('pay');
  const denialLists = listsOf('denies');
  const boatLists = listsOf('boat', 'irregular-boat');
  const { codes, rates, homeRates } = compileMoney(packs, collector, lexicon);
  collector.addJoinedReadings();
  const { index: phrases, idOf, neighbours } = collector.phrases();
  const languages = collector.languagesByElement(lexicon.languages.length);
  return {
    rules,
    table: table.build({ idOf, languages, neighbours }),
    phrases,
    rulesOfList: rulesByList(rules, lists.languageOfList.length, ({ category }) => !isNeedKind(category)),
    signsOfList: rulesByList(rules, lists.languageOfList.length, ({ category }) => isNeedKind(category)),
    companionsOf: flatLists(rules.map(({ companions }) => flatGroups(companions))),
    languageOfList: lists.languageOfList,
    patternRules: indexesWhere(rules, (rule) => rule.patterns.length > 0),
    routeRules: indexesWhere(rules, (rule) => rule.route !== null),
    priceRules: indexesWhere(rules, (rule) => rule.price !== null),
    leaningRules: indexesWhere(rules, (rule) => rule.leaning !== null),
    leanings: compileLeanings(packs, lexicon),
    languages: lexicon.languages,
    joins: lexicon.joins,
    checkedLanguages: checkedLanguages(packs),
    rates,
    homeRates,
    currencies: codes,
    dateLists,
    priceLists,
    payLists,
    denialLists,
    boatLists,
    gate: packs.find((pack) => pack.gate !== undefined)?.gate ?? DEFAULT_GATE,
    texts: new Map(all.map((rule) => [rule.id, textOf(rule)])),
    liveDigest: liveDigestOf(packs),
    authors: new Map(all.map(({ id, author }) => [id, author])),
  };
}

function textOf(rule: Rule): RuleText {
  const { title, gloss, benign, evidence } = rule;
  return { title, gloss, benign, evidence, restsOnLanguage: restsOnLanguage(rule) };
}

function indexesWhere(
  rules: readonly CompiledRule[],
  test: (rule: CompiledRule) => boolean,
): readonly number[] {
  return rules.flatMap((rule, index) => (test(rule) ? [index] : []));
}

function rulesByList(
  rules: readonly CompiledRule[],
  lists: number,
  wanted: (rule: CompiledRule) => boolean,
): FlatLists {
  const byList: number[][] = Array.from({ length: lists }, () => []);
  rules.forEach((rule, index) => {
    if (!wanted(rule)) return;
    for (const list of rule.anchors) byList[list]?.push(index);
  });
  return flatLists(byList);
}

/** A rule that names concepts, once per language that has words for all it needs; any other rule, once, in its own. */
function spokenRules(rule: Rule, lexicon: Lexicon, lists: TermLists): readonly CompiledRule[] {
  const named = [...(rule.terms ?? []), ...(rule.with ?? []).flat(), ...(rule.without ?? [])];
  if (!named.some((entry) => entry.startsWith('@'))) {
    const own = rule.languages === 'all' ? [] : lexicon.indexesOf(rule.languages);
    return [compileRule(rule, own.length === 1 ? (own[0] ?? ANY_LANGUAGE) : ANY_LANGUAGE, lists)];
  }
  return lexicon
    .indexesOf(rule.languages)
    .map((language) => compileRule(rule, language, lists))
    .filter(
      ({ anchors, companions, price }) =>
        (anchors.length > 0 || price !== null) && companions.every((group) => group.length > 0),
    );
}

function compileRule(rule: Rule, language: LanguageIndex, lists: TermLists): CompiledRule {
  const spokenIn = rule.languages === 'all' ? [] : rule.languages;
  const listsFor = (entries: readonly string[] = []) => lists.listsFor(entries, language, spokenIn);
  const patterns = (rule.patterns ?? []).map(({ match, gate }) => ({ match, gate: TRAIT[gate] }));
  const within = reach(rule.within ?? DEFAULT_WITHIN, lists.tagOf(language));
  return {
    id: rule.id,
    category: rule.category,
    weight: rule.weight,
    language,
    anchors: listsFor(rule.terms),
    companions: (rule.with ?? []).map(listsFor),
    without: listsFor(rule.without),
    within,
    cancelWithin: rule.cancelWithin === undefined ? within : reach(rule.cancelWithin, lists.tagOf(language)),
    patterns,
    gates: patterns.reduce((bits, { gate }) => bits | gate, 0),
    route: rule.route === undefined ? null : compileRoute(rule.route, lists, spokenIn),
    price:
      rule.price === undefined
        ? null
        : { atLeast: rule.price.atLeast ?? 0, below: rule.price.below ?? Number.POSITIVE_INFINITY },
    leaning: rule.leaning ?? null,
  };
}

/** Where each character is a token, a word is about two of them. */
function reach(tokens: number, tag: string | undefined): number {
  return tag === 'zh' || tag === 'ja' ? tokens * 2 : tokens;
}
