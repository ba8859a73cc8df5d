import { type InLanguage, type Parallel, TOLERANCE } from './parallel.ts';
import type { ParallelText } from './read-parallel.ts';

/** The same texts over all languages as Markdown: lanes, the spread of scores, and who translated them. */
export function parallelTable(texts: readonly ParallelText[], scored: readonly Parallel[]): string {
  const languages = new Set(texts.map(({ language }) => language));
  const count = (wanted: ParallelText['translation']['status']) =>
    texts.filter(({ translation }) => translation.status === wanted).length;
  return [
    '## The same text in every language',
    '',
    `${scored.length} texts in ${languages.size} languages and romanised forms. Of ${texts.length - count('source')} translations`,
    `${count('professional')} are professional and ${count('ours-needs-native-review')} ours, which await native review. An offer may score ${TOLERANCE}`,
    'points from the median of its languages. Texts in protection have no score.',
    '',
    '| text | lane | in it | lowest | median | highest | within 5 points | wrong lane | outside the tolerance |',
    '|---|---|---|---|---|---|---|---|---|',
    ...scored.map(row),
    '',
  ].join('\n');
}

function row({ id, expected, languages, wrongLane, spread, outside }: Parallel): string {
  const near =
    spread === null
      ? '–'
      : languages.filter(({ score }) => score !== null && Math.abs(score - spread.median) <= 5).length;
  const isOffer = expected === 'review';
  return `| ${[
    id,
    expected,
    `${languages.length - wrongLane.length}/${languages.length}`,
    spread?.low ?? '–',
    spread?.median ?? '–',
    spread?.high ?? '–',
    near,
    named(wrongLane, ({ lane }) => lane),
    isOffer ? named(outside, ({ score }) => String(score)) : '–',
  ].join(' | ')} |`;
}

function named(some: readonly InLanguage[], what: (one: InLanguage) => string): string {
  return some.length === 0 ? 'none' : some.map((one) => `${one.language} (${what(one)})`).join(', ');
}
