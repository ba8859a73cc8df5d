import {
  CONTENT_KINDS,
  type FairnessView,
  type Interval,
  MEASURES,
  type Share,
} from '../queue/contracts/index.ts';

/** The tables of the page "Fairness", each of which can be had as CSV. */
export const FAIRNESS_TABLES = [...CONTENT_KINDS, 'sources', 'rules', 'missed', 'shadow', 'team'] as const;
export type FairnessTable = (typeof FAIRNESS_TABLES)[number];

type Cell = string | number | null | undefined;
type Row = Readonly<Record<string, Cell>>;

export function isFairnessTable(name: string): name is FairnessTable {
  return (FAIRNESS_TABLES as readonly string[]).includes(name);
}

/**
 * Figures as they are counted: shares as fractions, intervals at 95 %. Who may count nothing of the protection lane gets no row and no
 * column of it, as on the page: a nought would be read as nobody at risk. `words` says of a language whether a native reader has checked
 * its words in the rules.
 */
export function fairnessTable(
  name: FairnessTable,
  view: FairnessView,
  checkedLanguages: readonly string[],
): Row[] {
  const wordsOf = (language: Cell) =>
    language === '*' ? '' : checkedLanguages.some((one) => one === language) ? 'checked' : 'unchecked';
  return rowsOf(name, view).map((row) => {
    if (name === 'sources') return { ...row, words: row.dimension === 'language' ? wordsOf(row.group) : '' };
    return 'language' in row && name !== 'team' ? { ...row, words: wordsOf(row.language) } : row;
  });
}

function rowsOf(name: FairnessTable, view: FairnessView): Row[] {
  const hasProtection = view.team !== null;
  const measured = MEASURES.filter((one) => one !== 'leakage' || hasProtection);
  switch (name) {
    case 'language':
    case 'script':
    case 'corridor':
      return view.groups[name].flatMap(({ group, pooled, differences }) =>
        measured.map((measure) => ({
          [name]: group,
          measure,
          ...shareCells(pooled[measure]),
          gapPooled: differences[measure].pooled?.value,
          ...ends('gapPooled', differences[measure].pooled?.interval),
          gapWithinSources: differences[measure].conditioned?.value,
          ...ends('gapWithinSources', differences[measure].conditioned?.interval),
        })),
      );
    case 'sources':
      return CONTENT_KINDS.flatMap((dimension) =>
        view.groups[dimension].flatMap(({ group, bySource }) =>
          bySource.flatMap(({ sourceId, measures }) =>
            measured.map((measure) => ({
              dimension,
              group,
              source: sourceId,
              measure,
              ...shareCells(measures[measure]),
            })),
          ),
        ),
      );
    case 'rules':
      return view.rules.flatMap(({ rule, state, figures }) => [
        { rule, state, language: '*', ...shareCells(figures?.precision) },
        ...(figures?.byLanguage ?? []).map(({ language, precision }) => ({
          rule,
          state,
          language,
          ...shareCells(precision),
        })),
      ]);
    case 'missed':
      return view.missed
        .map(({ missed, missedAtRisk, recall, ...one }) => ({
          ...one,
          missed: missed?.posts,
          ...ends('missed', missed?.interval),
          missedAtRisk: missedAtRisk?.posts,
          recall: recall?.share,
          ...ends('recall', recall?.interval),
        }))
        .map((row) => (hasProtection ? row : withoutPeople(row)));
    case 'shadow':
      return view.shadow.map(({ language, posts, isInForce }) => ({
        language,
        inShadow: isInForce ? 'yes' : 'no',
        wouldBeFlagged: posts,
      }));
    case 'team':
      return (view.team?.languages ?? []).map(({ language, onKnown, onItems, hours }) => ({
        language,
        alphaOnKnown: onKnown?.alpha,
        ...ends('alphaOnKnown', onKnown?.interval ?? undefined),
        known: onKnown?.units,
        alphaOnItems: onItems?.alpha,
        ...ends('alphaOnItems', onItems?.interval ?? undefined),
        items: onItems?.units,
        decided: hours?.n,
        medianHours: hours?.median,
        nineOfTenWithinHours: hours?.most,
      }));
    default:
      return name satisfies never;
  }
}

function withoutPeople(row: Row): Row {
  return Object.fromEntries(Object.entries(row).filter(([name]) => !/^(?:atRisk|missedAtRisk)$/.test(name)));
}

function shareCells(share: Share | undefined): Row {
  return {
    hits: share?.hits,
    n: share?.n,
    share: share?.share,
    ...ends('share', share?.interval ?? undefined),
  };
}

function ends(name: string, interval: Interval | undefined): Row {
  return { [`${name}Low`]: interval?.[0], [`${name}High`]: interval?.[1] };
}

/** CSV (RFC 4180) with a header; cells that a spreadsheet would take for a formula are kept from being one. */
export function csvOf(rows: readonly Row[]): string {
  const [first] = rows;
  if (first === undefined) return '';
  const names = Object.keys(first);
  const lines = [names, ...rows.map((row) => names.map((name) => cellOf(row[name])))];
  return lines.map((cells) => `${cells.map(quoted).join(',')}\r\n`).join('');
}

function cellOf(value: Cell): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'number') return String(Math.round(value * 1e6) / 1e6);
  return /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
}

function quoted(cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
