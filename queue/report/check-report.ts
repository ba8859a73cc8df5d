import { jsonOf } from '../runtime/json-of.ts';
import { parseReport } from './data-shape.ts';
import { OF_PEOPLE, type TallyRow } from './entry-tally.ts';
import type { ReportMethod } from './facts.ts';
import { DATA_FILE, reportFiles, TALLY_FILE } from './files.ts';
import { derivedFigures, type ReportData } from './report-data.ts';

/**
 * Works out every figure of a report anew: counts from the tally of log entries, measures from counts and plan, pages and
 * tables from all of them, and compares each file byte by byte. A file that says more than a report may, or contradicts itself, is
 * a fault too.
 * @param read content of a file, `null` where there is none
 * @returns what differs, in words for whoever evaluates; nothing where all is as published
 */
export function checkReport(read: (name: string) => string | null): string[] {
  const data = parseReport(jsonOf(read(DATA_FILE) ?? ''));
  if (!isData(data)) return data.map((fault) => `${DATA_FILE}: ${fault}`);
  const tally = parseTally(read(TALLY_FILE) ?? '', data.method);
  if (typeof tally === 'string') return [`${TALLY_FILE}: ${tally}`];
  const told = toldOfPeople(data, tally);
  if (told !== undefined)
    return [`${TALLY_FILE}: expected ${told} held back, as a month holds back its count of protection`];
  const anew = { ...data, tally, ...derivedFigures({ ...data, tally }) };
  const wrong = anew.facts.flatMap(({ id, count }) => {
    const said = data.facts.find((fact) => fact.id === id)?.count;
    return said === count
      ? []
      : [`${id}: expected ${shown(count)}, as the log's entries add up, found ${shown(said)}`];
  });
  const files = [...reportFiles(anew)].flatMap(([name, content]) =>
    read(name) === content ? [] : [`${name}: expected what its figures come to, found another content`],
  );
  return [...wrong, ...files];
}

/** A kind that tells of people at risk where a month does not, which no report of the present method does. */
function toldOfPeople(
  { method, posts, outcomes }: ReportData,
  tally: readonly TallyRow[],
): string | undefined {
  if (method < 3 || [...posts, ...outcomes].every(({ counts }) => counts.protect !== null)) return undefined;
  return tally.find(({ name, count }) => OF_PEOPLE.includes(name) && count !== null)?.name;
}

/** Lines of the tally; a count that is held back is empty, which the first methods had none of. */
const COUNTS = /^([^",]+),(\d{1,15})$/;
const COUNTS_OR_HELD = /^([^",]+),(\d{0,15})$/;

const shown = (count: number | null | undefined) => (count === null ? 'none, as it is held back' : count);

function isData(parsed: ReportData | readonly string[]): parsed is ReportData {
  return !Array.isArray(parsed);
}

/** @returns the rows, or what is wrong: a name that stands twice would be read as one count here and as another there */
function parseTally(text: string, method: ReportMethod): TallyRow[] | string {
  const [head, ...lines] = text.split('\r\n').slice(0, -1);
  const found = lines.map((line) => (method < 3 ? COUNTS : COUNTS_OR_HELD).exec(line));
  if (head !== 'name,count' || found.includes(null)) return 'expected lines of name and count, found others';
  const rows = found.map((row) => ({
    name: row?.[1] ?? '',
    count: row?.[2] === '' ? null : Number(row?.[2]),
  }));
  const at = rows.findIndex(({ name }, index) => index > 0 && name <= (rows[index - 1]?.name ?? ''));
  if (at > 0)
    return `expected each name once and in order, found "${rows[at]?.name}" behind "${rows[at - 1]?.name}"`;
  return rows;
}
