import type { Entry } from '../contracts/entry.ts';
import type { Month } from '../contracts/figure.ts';
import type { EntryAt } from '../log/read-range.ts';

/** So many entries of a kind, or what their bodies add up to. */
export interface TallyRow {
  /** Such as `item.judged`, or `contest.decided upheld`. */
  readonly name: string;
  /** `null` where it is held back. */
  readonly count: number | null;
}

/** The count of a name; 0 where the log says nothing of it, `null` where it is held back. */
export function countOf(rows: readonly TallyRow[], name: string): number | null {
  const row = rows.find((one) => one.name === name);
  return row === undefined ? 0 : row.count;
}

/** Kinds of entries that tell of people at risk, in their order. */
export const OF_PEOPLE: readonly string[] = [
  'alert.acknowledged',
  'alert.escalated',
  'alert.failed',
  'alert.sent',
  'item.protected',
];
/** How long the slowest first message about a person at risk took. */
export const SLOWEST = 'alert.sent slowest seconds';

/** What the log of a time adds up to. It holds counts alone: no subject, actor or day of any entry. */
export interface LogTally {
  /** Positions of the first and last entry; `null` where there was none. */
  readonly first: number | null;
  readonly last: number | null;
  /** Entries of the time, or so near its ends that nobody can tell, whose content is gone: what they said is in no figure. */
  readonly shredded: number;
  /** In the order of the names. */
  readonly rows: readonly TallyRow[];
  /** Entries whose content is there, by month and kind, also those that no row counts. */
  readonly byMonth: ReadonlyMap<Month, ReadonlyMap<string, number>>;
}

/**
 * Numbers that bodies carry, by kind of entry: they are added up. Posts by lane are not among them, nor items by outcome among
 * the words: the tally is public, and a month holds back the small ones of both.
 */
const SUMS: Readonly<Record<string, readonly string[]>> = {
  'posts.erased': ['texts'],
};
/** Words from closed lists that bodies carry: entries are counted by them. */
const WORDS: Readonly<Record<string, string>> = {
  'item.judged': 'stage',
  'item.overridden': 'step',
  'contest.decided': 'verdict',
  'sample.ended': 'answer',
  'notice.sent': 'kind',
  'notice.answered': 'outcome',
  'notice.withdrawn': 'from',
};
/** Kinds of which only these are counted: people at risk would be what is missing from their number. */
const TOLD: Readonly<Record<string, readonly string[]>> = {
  'sample.ended': ['offer', 'not_offer', 'half_judged'],
};
/** What those that no row counts are called where entries are counted by month. */
const UNTOLD = 'untold';
const PLAIN_WORD = /^[a-z][a-z_-]{0,30}$/;

/** Adds up entries. A body gives nothing but its sums and words of closed lists. */
export async function tallyEntries(entries: AsyncIterable<EntryAt>): Promise<LogTally> {
  const counts = new Map<string, number>();
  let first: number | null = null;
  let last: number | null = null;
  let shredded = 0;
  let slowestMs: number | null = null;
  const add = (name: string, count: number) => counts.set(name, (counts.get(name) ?? 0) + count);
  const byMonth = new Map<Month, Map<string, number>>();
  for await (const { index, kind, entry } of entries) {
    first ??= index;
    last = index;
    if (entry === null) {
      shredded += 1;
      continue;
    }
    const word = wordOf(entry);
    const isTold = (TOLD[kind]?.includes(String(word)) ?? true) && !isPart(entry);
    addTo(byMonth, entry.at.slice(0, 7), isTold ? kind : UNTOLD);
    if (!isTold) continue;
    add(kind, 1);
    for (const field of SUMS[kind] ?? []) add(`${kind} ${field}`, Number(entry.body[field] ?? 0));
    if (typeof word === 'string' && PLAIN_WORD.test(word)) add(`${kind} ${word}`, 1);
    if (kind === 'sample.ended') for (const [name, count] of weightsOf(String(word), entry)) add(name, count);
    if (isFirstMessage(entry)) slowestMs = Math.max(slowestMs ?? 0, Number(entry.body.afterMs ?? 0));
  }
  if (slowestMs !== null) counts.set(SLOWEST, Math.ceil(slowestMs / 1000));
  const rows = [...counts].map(([name, count]) => ({ name, count }));
  return { first, last, shredded, rows: rows.toSorted((a, b) => (a.name < b.name ? -1 : 1)), byMonth };
}

function wordOf({ kind, body }: Entry): unknown {
  return (kind === 'contest.decided' && body.whole) || body[WORDS[kind] ?? ''];
}

/** Whether an entry is of a part of a contest: one of several items about the address that somebody sent once. */
function isPart({ kind, body }: Entry): boolean {
  return kind === 'contest.received'
    ? body.beside !== undefined
    : kind === 'contest.decided' && body.whole === null;
}

function addTo(counts: Map<Month, Map<string, number>>, month: Month, kind: string): void {
  const own = counts.get(month) ?? new Map<string, number>();
  counts.set(month, own.set(kind, (own.get(kind) ?? 0) + 1));
}

/**
 * What a drawn post adds to the weights: it stands for as many as there were to each one drawn, in whole numbers. Entries of before say
 * nothing of that, and are counted as such.
 */
function weightsOf(answer: string, { body }: Entry): [name: string, count: number][] {
  if (typeof body.share !== 'number' || body.share <= 0) return [['sample.ended unweighted', 1]];
  const weight = Math.round(1 / body.share);
  return [
    [`sample.ended ${answer} weight`, weight],
    ['sample.ended weight squares', weight * weight],
  ];
}

/**
 * Whether an entry tells of the first message of an alert that got out. One that was written before entries said so is known to be
 * the first only where it went to the first contact.
 */
function isFirstMessage({ kind, body }: Entry): boolean {
  return kind === 'alert.sent' && (body.isFirst ?? body.step === 0) === true;
}
