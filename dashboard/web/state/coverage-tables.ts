import type { CoverageReport, CoverageState, Covered } from '../../../queue/contracts/index.ts';
import type { ChartTable } from '../charts/csv.ts';
import { markedLanguage } from './checked.ts';
import { coverText } from './coverage-words.ts';
import { groupName } from './fairness-format.ts';
import { dateTime, languageName, number, sentenceList } from './format.ts';
import { sourceNamed } from './source-words.ts';
import { monthName } from './statistics-names.ts';

const ORDER: readonly CoverageState[] = ['blind', 'unproved', 'quiet', 'seen'];

/** What would not be seen first. */
export function byState<Row extends Covered>(rows: readonly Row[]): Row[] {
  return rows.toSorted((one, other) => ORDER.indexOf(one.state) - ORDER.indexOf(other.state));
}

function languageOf(tag: string, nameOf: (tag: string) => string = markedLanguage): string {
  return tag === 'und' ? coverText('no-language') : nameOf(tag);
}

/** Why it is blind, in words; a dash where it is not. */
function reasonOf({ reason, about }: Covered): string {
  if (reason === null) return '–';
  const isOfSources = reason === 'source' || reason === 'all-sources';
  const named = about.map((one) => {
    if (!isOfSources) return one;
    if (one === 'gone' || one === 'stopped') return coverText(`reason.${one}`);
    const state = sourceNamed('sources.state', one);
    return state === one ? sourceNamed('sources.reason', one) : state;
  });
  return coverText(`reason.${reason}`, { about: sentenceList(named) });
}

const RAW_HEAD = ['state', 'reason', 'about', 'posts', 'flagged', 'last_month'];

function rawOf({ state, reason, about, posts, flagged, lastMonth }: Covered): (string | number)[] {
  return [state, reason ?? '', about.join(' '), posts, flagged, lastMonth ?? ''];
}

const head = (): string[] =>
  (['state', 'reason', 'posts', 'flagged', 'last'] as const).map((key) => coverText(key));

function shownOf(row: Covered): string[] {
  return [
    coverText(`state.${row.state}`),
    reasonOf(row),
    number(row.posts),
    number(row.flagged),
    row.lastMonth === null ? coverText('never') : monthName(row.lastMonth),
  ];
}

interface Tables {
  readonly shown: ChartTable;
  readonly csv: ChartTable;
}

export function languageTable(languages: CoverageReport['languages']): Tables {
  const of = (one: { n: number; right: number } | undefined) =>
    one === undefined || one.n === 0 ? '–' : coverText('of', { right: number(one.right), n: number(one.n) });
  return {
    shown: {
      head: [
        coverText('language'),
        ...head(),
        ...(['offers', 'harmless', 'risk', 'answers'] as const).map((key) => coverText(key)),
      ],
      rows: languages.map((one) => {
        const all = Object.values(one.rules).reduce((sum, count) => sum + count, 0);
        return [
          languageOf(one.language),
          ...shownOf(one),
          of(one.probe?.offers),
          of(one.probe?.harmless),
          of(one.probe?.atRisk),
          of({ n: all, right: one.rules.speaks }),
        ];
      }),
    },
    csv: {
      head: ['language', ...RAW_HEAD, 'offers', 'offers_found', 'harmless', 'harmless_left', ...ANSWERS],
      rows: languages.map((one) => [
        one.language,
        ...rawOf(one),
        one.probe?.offers.n ?? '',
        one.probe?.offers.right ?? '',
        one.probe?.harmless.n ?? '',
        one.probe?.harmless.right ?? '',
        ...ANSWERS.map((answer) => one.rules[answer]),
      ]),
    },
  };
}

const ANSWERS = ['speaks', 'held', 'errored', 'missed', 'overreaches'] as const;

export function sourceTable(sources: CoverageReport['sources']): Tables {
  const time = (iso: string | null) => (iso === null ? '–' : dateTime(iso));
  return {
    shown: {
      head: [coverText('source'), ...head(), coverText('yield'), coverText('ok')],
      rows: sources.map((one) => [one.source, ...shownOf(one), time(one.lastYieldAt), time(one.lastOkAt)]),
    },
    csv: {
      head: ['source', ...RAW_HEAD, 'last_yield', 'last_ok'],
      rows: sources.map((one) => [one.source, ...rawOf(one), one.lastYieldAt ?? '', one.lastOkAt ?? '']),
    },
  };
}

export function routeTable(routes: CoverageReport['routes']): Tables {
  return {
    shown: {
      head: [coverText('route'), ...head()],
      rows: routes.map((one) => [groupName('corridor', one.route), ...shownOf(one)]),
    },
    csv: { head: ['route', ...RAW_HEAD], rows: routes.map((one) => [one.route, ...rawOf(one)]) },
  };
}

/** Every rule as CSV, those that would not find what they should on the page: there are thousands. */
export function ruleTable(rules: CoverageReport['rules']): Tables {
  const ill = rules.filter(({ state }) => state === 'blind');
  return {
    shown: {
      head: [coverText('rule'), coverText('state'), coverText('reason'), coverText('language')],
      rows: ill.map((one) => [
        one.rule,
        coverText(`state.${one.state}`),
        reasonOf(one),
        languageOf(one.language),
      ]),
    },
    csv: {
      head: ['rule', 'language', ...RAW_HEAD, 'sources'],
      rows: rules.map((one) => [one.rule, one.language, ...rawOf(one), one.sources.join(' ')]),
    },
  };
}

export function cellTable(cells: CoverageReport['cells']): Tables {
  const tableOf = (nameOf?: (tag: string) => string) => ({
    head: [coverText('language'), coverText('source'), ...head()],
    rows: cells.map((one) => [languageOf(one.language, nameOf), one.source, ...shownOf(one)]),
  });
  return { shown: tableOf(), csv: tableOf(languageName) };
}
