import { FAMILY_STATES } from '../contracts/figure.ts';
import { escapeHtml, type Html, join, raw, tag } from '../runtime/html.ts';
import type { MonthCounts } from '../statistics/month-counts.ts';
import type { Fact } from './facts.ts';
import type { Measure } from './measures.ts';
import { comparison } from './render-comparison.ts';
import { hiring } from './render-hiring.ts';
import type { ReportData } from './report-data.ts';
import { STYLE } from './report-style.ts';
import { type Format, type Percents, percents, type Say, table } from './report-table.ts';
import type { ReportKey, ReportWords } from './words-en.ts';

const SECTIONS = [
  'posts',
  'outcomes',
  'sides',
  'work',
  'plan',
  'comparison',
  'releases',
  'incidents',
  'recommendations',
  'how',
] as const;

/**
 * The report as one HTML page that loads nothing and runs nothing: headings in order, tables with caption and headers for
 * rows and columns, the language named. It prints as it stands.
 */
export function renderReport(data: ReportData, words: ReportWords): string {
  const say: Say = (key, values = {}) =>
    words[key].replace(/\{([a-z]+)\}/g, (whole, name: string) => String(values[name] ?? whole));
  const number = (value: number, digits = 0) =>
    new Intl.NumberFormat(words.lang, { maximumFractionDigits: digits }).format(value);
  const percent = percents(number, data.method);
  const title = say('title.of', { period: data.period });
  const bodies: Readonly<Record<(typeof SECTIONS)[number], () => Html>> = {
    posts: () => join([monthTable('posts', data.posts, say, number), ...wording(data, say)]),
    outcomes: () => join([monthTable('outcomes', data.outcomes, say, number), ...hiring(data, say, number)]),
    sides: () =>
      join([factTable('benefit', data.facts, say, number), factTable('harm', data.facts, say, number)]),
    work: () => factTable('work', data.facts, say, number),
    plan: () => plan(data, say, number, percent),
    comparison: () => comparison(data.comparison, say, number, percent),
    releases: () => releases(data, say),
    incidents: () => incidents(data, say, number),
    recommendations: () => recommendations(say),
    how: () => tag('p', {}, say('how.text')),
  };
  const contents = SECTIONS.map((name) =>
    tag('li', {}, tag('a', { href: `#${name}` }, say(`section.${name}`))),
  );
  const page = join([
    tag(
      'header',
      {},
      tag('h1', {}, title),
      tag('p', {}, say('lead')),
      basis(data, say),
      tag('p', {}, say('held.note')),
    ),
    tag(
      'nav',
      { 'aria-labelledby': 'contents' },
      tag('h2', { id: 'contents' }, say('contents')),
      tag('ol', {}, ...contents),
    ),
    tag(
      'main',
      {},
      ...SECTIONS.map((name) =>
        tag(
          'section',
          { 'aria-labelledby': name },
          tag('h2', { id: name }, say(`section.${name}`)),
          bodies[name](),
        ),
      ),
    ),
  ]);
  return `<!doctype html>
<html lang="${words.lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escapeHtml(title)}</title>
<style>${STYLE}</style>
</head>
<body>
${page.html}
</body>
</html>
`;
}

function basis({ months, log }: ReportData, say: Say): Html {
  const known = months.join(', ');
  const { first, last, shredded } = log;
  const from =
    first === null || last === null
      ? say('basis.none', { months: known })
      : say('basis', { months: known, first, last });
  return tag('p', {}, from, shredded === 0 ? '' : ` ${say('basis.shredded', { count: shredded })}`);
}

function monthTable(
  family: 'posts' | 'outcomes',
  months: readonly MonthCounts[],
  say: Say,
  number: Format,
): Html {
  const states: readonly string[] = FAMILY_STATES[family];
  const shown = (count: number | null | undefined) => (count == null ? say('held') : number(count));
  return table(
    say(`${family}.caption`),
    [say('column.month'), ...states.map((state) => say(`state.${state}` as ReportKey)), say('column.total')],
    months.map(({ month, counts, total }) => [
      month,
      ...states.map((state) => shown(counts[state])),
      shown(total),
    ]),
  );
}

/** Of which languages nobody who speaks them has checked by what words posts are flagged. */
function wording({ uncheckedLanguages }: ReportData, say: Say): Html[] {
  if (uncheckedLanguages === undefined) return [];
  const languages = uncheckedLanguages.join(', ');
  return [tag('p', {}, languages === '' ? say('wording.checked') : say('wording.unchecked', { languages }))];
}

function factTable(side: Fact['side'], facts: readonly Fact[], say: Say, number: Format): Html {
  const rows = facts
    .filter((fact) => fact.side === side)
    .map((fact) => [
      say(`fact.${fact.id}` as ReportKey),
      fact.count === null ? say('held') : number(fact.count),
      String(fact.recommendation),
      tag('code', {}, fact.of.join(', ')),
    ]);
  const head = [say('column.what'), say('column.count'), say('column.recommendation'), say('column.entries')];
  return table(say(`${side}.caption`), head, rows);
}

function plan(data: ReportData, say: Say, number: Format, percent: Percents): Html {
  const fixed = data.plans.map(({ month, fixedAt, sha256 }) =>
    tag('li', {}, say('plan.fixed', { month, at: fixedAt, digest: sha256 })),
  );
  const share = (measure: Measure, value: number) =>
    measure.n === null ? number(value) : percent.one(value);
  const rows = data.measures.map((measure) => {
    const { value, n, interval, bound, isLeast, isMet } = measure;
    return [
      say(`measure.${measure.id}`),
      value === null ? say('not-told') : share(measure, value),
      n === null ? '–' : number(n),
      interval === null ? '–' : percent.range(interval),
      bound === null
        ? say('none')
        : say(isLeast ? 'bound.least' : 'bound.most', { bound: share(measure, bound) }),
      isMet === null ? say('not-told') : say(isMet ? 'met.yes' : 'met.no'),
    ];
  });
  const names = ['what', 'value', 'n', 'interval', 'bound', 'met'] as const;
  return join([
    fixed.length === 0 ? tag('p', {}, say('plan.none')) : tag('ul', {}, ...fixed),
    table(
      say('plan.caption'),
      names.map((name) => say(`column.${name}`)),
      rows,
    ),
    tag('p', {}, say('plan.chance')),
  ]);
}

function releases({ releases: all }: ReportData, say: Say): Html {
  if (all.length === 0) return tag('p', {}, say('releases.none'));
  const rows = all.map(({ id, spec, purpose, sha256, corrections }) => [
    String(id),
    tag(
      'code',
      {},
      [spec.family, spec.state, spec.rows, spec.columns, spec.first, spec.last].filter(Boolean).join(' '),
    ),
    purpose,
    tag('code', {}, sha256 ?? ''),
    corrections.length === 0
      ? say('none')
      : corrections.map(({ at, note }) => `${at.slice(0, 10)}: ${note}`).join(' '),
  ]);
  const names = ['number', 'table', 'purpose', 'digest', 'corrections'] as const;
  return table(
    say('releases.caption'),
    names.map((name) => say(`column.${name}`)),
    rows,
  );
}

function incidents({ incidents: all }: ReportData, say: Say, number: Format): Html {
  if (all.length === 0) return tag('p', {}, say('incidents.none'));
  const rows = all.map(({ kind, severity, count }) => [
    say(`incident.${kind}`),
    say(`severity.${severity}`),
    number(count),
  ]);
  return table(
    say('incidents.caption'),
    [say('column.kind'), say('column.severity'), say('column.count')],
    rows,
  );
}

const WHERE = {
  8: ['posts', 'releases'],
  11: ['outcomes', 'sides', 'work', 'incidents'],
  12: ['sides', 'plan', 'comparison', 'incidents'],
  14: ['sides', 'work'],
} as const;

function recommendations(say: Say): Html {
  const rows = ([8, 11, 12, 14] as const).map((number) => [
    String(number),
    say(`recommendation.${number}`),
    join(
      WHERE[number].map((name) => tag('a', { href: `#${name}` }, say(`section.${name}`))),
      raw('<br>'),
    ),
  ]);
  return table(
    say('recommendations.caption'),
    [say('column.recommendation'), say('column.asks'), say('column.where')],
    rows,
  );
}
