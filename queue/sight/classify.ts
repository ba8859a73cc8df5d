import type {
  Covered,
  CoveredCell,
  CoveredLanguage,
  CoveredRoute,
  CoveredRule,
  CoveredSource,
  ProbedLanguage,
  ProbedRule,
  ProbeResults,
  SeenPosts,
} from '../contracts/coverage.ts';
import type { SourceHealth } from '../contracts/source-health.ts';
import type { CountedContent, CountedFinds } from '../storage/coverage-rows.ts';
import { seenIn } from './seen.ts';

export interface CoverageFacts {
  /** The first month that counts as now, such as 2026-10; what came before only tells when something last came. */
  readonly from: string;
  readonly sources: readonly Pick<
    SourceHealth,
    'id' | 'kind' | 'isEnabled' | 'state' | 'reason' | 'lastYieldAt' | 'lastOkAt'
  >[];
  /** Whether collecting and scoring are stopped: then nothing comes from any source. */
  readonly isStopped: boolean;
  readonly content: readonly CountedContent[];
  readonly finds: readonly CountedFinds[];
  readonly probes: Pick<ProbeResults, 'languages' | 'rules'>;
}

/** Whether it would be seen, before anybody asks whether it came. */
type Sight = Pick<Covered, 'reason' | 'about'> & { readonly isProved: boolean };

const GOOD: Sight = { reason: null, about: [], isProved: true };
const UNPROVED: Sight = { ...GOOD, isProved: false };

/**
 * Tells "quiet" from "blind". What a source that is not well would bring, and what known offers show the rules to miss, is blind,
 * whatever came before it; of the rest posts came, or it is quiet.
 */
export function classifyCoverage(facts: CoverageFacts): {
  readonly sources: CoveredSource[];
  readonly languages: CoveredLanguage[];
  readonly cells: CoveredCell[];
  readonly routes: CoveredRoute[];
  readonly rules: CoveredRule[];
} {
  const { content, probes, from, isStopped } = facts;
  const bringing = new Set(content.map(({ source }) => source));
  const sources = facts.sources.filter((one) => bringing.has(one.id) || wasUsed(one));
  const sourceSight = new Map(sources.map((one) => [one.id, sightOfSource(one, isStopped)]));
  const anywhere = sightAnywhere(sources, sourceSight);
  const languageSight = new Map(
    probes.languages.map((one) => [one.language, sightOfLanguage(one, probes.rules)]),
  );
  const ofSource = (id: string) =>
    sourceSight.get(id) ?? { reason: 'source' as const, about: ['gone'], isProved: false };
  const ofLanguage = (tag: string) => languageSight.get(tag) ?? UNPROVED;
  const cells = groups(content, ({ language, source }) => `${language}\n${source}`).map(
    (rows): CoveredCell => {
      const { language = '', source = '' } = rows[0] ?? {};
      const sight = first(ofSource(source), ofLanguage(language));
      return { language, source, ...covered(sight, seenIn(rows, from)) };
    },
  );
  const tags = new Set([...languageSight.keys(), ...content.map(({ language }) => language)]);
  return {
    sources: sources.map((one) => ({
      source: one.id,
      lastYieldAt: one.lastYieldAt,
      lastOkAt: one.lastOkAt,
      ...covered(
        ofSource(one.id),
        seenIn(
          content.filter(({ source }) => source === one.id),
          from,
        ),
      ),
    })),
    languages: [...tags].toSorted().map((language) => {
      const own = cells.filter((cell) => cell.language === language);
      const rows = content.filter((one) => one.language === language);
      return {
        language,
        probe: probes.languages.find((one) => one.language === language) ?? null,
        rules: answersOf(probes.rules.filter((one) => one.language === language)),
        ...covered(first(ofLanguage(language), sightOfAll(own, anywhere)), seenIn(rows, from)),
      };
    }),
    cells,
    routes: groups(
      content.filter(({ corridor }) => corridor !== 'none'),
      ({ corridor }) => corridor,
    ).map((rows): CoveredRoute => {
      const ways = new Set(rows.map(({ language, source }) => `${language}\n${source}`));
      const own = cells.filter(({ language, source }) => ways.has(`${language}\n${source}`));
      return { route: rows[0]?.corridor ?? '', ...covered(sightOfAll(own, anywhere), seenIn(rows, from)) };
    }),
    rules: probes.rules.map((probe) => coveredRule(probe, facts, anywhere)),
  };
}

/** A rule that answers is not blind, whatever the sources are; but where nothing is heard its silence proves nothing. */
function coveredRule(
  { rule, language, answer }: ProbedRule,
  { finds, from }: CoverageFacts,
  anywhere: Sight,
): CoveredRule {
  // What is of no language is told by whatever it found.
  const rows = finds.filter((one) => one.rule === rule && (language === 'und' || one.language === language));
  const items = rows.map((one) => ({ ...one, posts: one.items, flagged: one.items }));
  const heard: Sight = { ...GOOD, isProved: anywhere.reason === null && anywhere.isProved };
  const sight: Sight = answer === 'speaks' ? heard : { reason: answer, about: [rule], isProved: true };
  const sources = [...new Set(rows.filter(({ month }) => month >= from).map(({ source }) => source))];
  return { rule, language, sources: sources.toSorted(), ...covered(sight, seenIn(items, from)) };
}

/** Examples as they come, switched off, are no place where anybody looks: nothing is missed there. */
function wasUsed({ isEnabled, lastOkAt, lastYieldAt }: CoverageFacts['sources'][number]): boolean {
  return isEnabled || lastOkAt !== null || lastYieldAt !== null;
}

/** New ones have had no round: nothing is wrong with them, and nothing shows that they bring anything. */
function sightOfSource(
  { isEnabled, state, reason }: CoverageFacts['sources'][number],
  isStopped: boolean,
): Sight {
  if (isEnabled && isStopped) return { reason: 'source', about: ['stopped'], isProved: false };
  if (isEnabled && state === 'ok') return GOOD;
  if (isEnabled && state === 'new') return UNPROVED;
  const about = isEnabled ? [state, ...(reason === null ? [] : [reason])] : ['off'];
  return { reason: 'source', about, isProved: false };
}

/** One known offer that is found proves that its language is not blind; a harmless post that is flagged says otherwise. */
function sightOfLanguage(
  { language, offers, harmless, lostTo }: ProbedLanguage,
  rules: readonly ProbedRule[],
): Sight {
  const broken = rules.filter((one) => one.language === language && one.answer === 'errored');
  if (harmless.right < harmless.n) return { reason: 'overreaches', about: [], isProved: true };
  if (offers.n === 0) return UNPROVED;
  if (offers.right > 0) return GOOD;
  if (lostTo.length > 0) return { reason: 'held', about: lostTo, isProved: true };
  if (broken.length > 0) return { reason: 'errored', about: broken.map(({ rule }) => rule), isProved: true };
  return { reason: 'missed', about: [], isProved: true };
}

/** Of what never came: it may come from any source that is well. Files bring only what somebody gives, and show nothing of the rest. */
function sightAnywhere(sources: CoverageFacts['sources'], sights: ReadonlyMap<string, Sight>): Sight {
  const well = sources.filter(({ id }) => sights.get(id)?.reason === null);
  if (well.some(({ id, kind }) => kind !== 'import' && sights.get(id)?.isProved)) return GOOD;
  if (well.length > 0) return UNPROVED;
  const about = new Set([...sights.values()].flatMap((sight) => sight.about));
  return {
    reason: 'all-sources',
    about: about.size === 0 ? ['off'] : [...about].toSorted(),
    isProved: false,
  };
}

/** What came by several ways is blind when all of them are. */
function sightOfAll(cells: readonly Covered[], anywhere: Sight): Sight {
  if (cells.length === 0) return anywhere;
  if (cells.some(({ reason }) => reason === null)) return GOOD;
  const [only, ...others] = cells;
  if (only !== undefined && others.length === 0) return { ...GOOD, reason: only.reason, about: only.about };
  return {
    ...GOOD,
    reason: 'all-sources',
    about: [...new Set(cells.flatMap(({ about }) => about))].toSorted(),
  };
}

/** The first reason there is; proved where both are. */
function first(one: Sight, other: Sight): Sight {
  const { reason, about } = one.reason === null ? other : one;
  return { reason, about, isProved: one.isProved && other.isProved };
}

function covered({ reason, about, isProved }: Sight, seen: SeenPosts): Covered {
  if (reason !== null) return { state: 'blind', reason, about, ...seen };
  const state = seen.posts > 0 ? 'seen' : isProved ? 'quiet' : 'unproved';
  return { state, reason: null, about: [], ...seen };
}

function answersOf(rules: readonly ProbedRule[]): CoveredLanguage['rules'] {
  const counts = { speaks: 0, held: 0, errored: 0, missed: 0, overreaches: 0 };
  for (const { answer } of rules) counts[answer] += 1;
  return counts;
}

function groups<Row>(rows: readonly Row[], by: (row: Row) => string): Row[][] {
  const found = new Map<string, Row[]>();
  for (const row of rows) {
    const key = by(row);
    const group = found.get(key);
    if (group === undefined) found.set(key, [row]);
    else group.push(row);
  }
  return [...found].toSorted(([one], [other]) => (one < other ? -1 : 1)).map(([, group]) => group);
}
