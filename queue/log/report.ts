import canonicalize from 'canonicalize';
import { Entry } from '../contracts/entry.ts';
import { jsonOf } from '../runtime/json-of.ts';

export interface LogFault {
  /** Position in the log; `null` for an entry that has none. */
  readonly index: number | null;
  readonly entryId: number | null;
  readonly reason: string;
}

/** What is no proof of tampering and still has to be explained. */
export interface LogNotice {
  readonly index: number;
  readonly reason: string;
}

export interface LogReport {
  readonly size: number;
  /** Root of the tree (RFC 6962) over all good entries, hexadecimal; `null` of an empty log. */
  readonly root: string | null;
  readonly kinds: Readonly<Record<string, number>>;
  /** Assessments whose commitment was recomputed from their text-free body; of erased ones there is none. */
  readonly assessmentsChecked: number;
  /** Entries whose body was shredded as the log says: of them the place in the tree was checked. */
  readonly shredded: number;
  /** Signed checkpoints whose signature holds and whose tree this log begins with. */
  readonly checkpoints: number;
  /** Entries committed but not sequenced yet; they get their position at the next pass. */
  readonly waiting: number;
  /** The newest decision in the log, for a reader who wants to see that theirs is in it. */
  readonly lastDecision: { index: number; subject: string; outcome: string } | null;
  readonly notices: readonly LogNotice[];
  /** The first bad entry; `null` when all is well. */
  readonly fault: LogFault | null;
}

/** Entries that record somebody's judgment. */
const DECISIONS: ReadonlySet<string> = new Set([
  'item.judged',
  'item.revised',
  'item.seconded',
  'item.adjudicated',
]);

/** Entries are ordered by commit: a slow transaction, or another machine's clock, may be this much behind. */
const CLOCK_TOLERANCE_MS = 10 * 60_000;
/** One clock that is set back shows in every entry until it has caught up. */
const MAX_NOTICES = 20;

/** Counts what entries say while somebody walks through the log. */
export class EntryTally {
  readonly kinds: Record<string, number> = {};
  readonly notices: LogNotice[] = [];
  lastDecision: LogReport['lastDecision'] = null;
  #latest = Number.NEGATIVE_INFINITY;
  /** Runs of entries without a body. */
  readonly #gaps: { start: number; end: number }[] = [];
  #shreddedBefore = 0;

  /** Entries without a body so far. */
  get withoutBody(): number {
    return this.#gaps.reduce((sum, { start, end }) => sum + end - start, 0);
  }

  /** The first entry whose body is missing though no entry says that it was shredded; asked at the end. */
  get unexplained(): number | null {
    const gap = this.#gaps.find(({ end }) => end > this.#shreddedBefore);
    return gap === undefined ? null : Math.max(gap.start, this.#shreddedBefore);
  }

  /** An entry that has no body. */
  skip(index: number): void {
    const last = this.#gaps.at(-1);
    if (last?.end === index) last.end = index + 1;
    else this.#gaps.push({ start: index, end: index + 1 });
  }

  /** An entry says that bodies before this position were shredded. */
  explain(before: number): void {
    this.#shreddedBefore = Math.max(this.#shreddedBefore, before);
  }

  add(index: number, entry: Entry): void {
    this.kinds[entry.kind] = (this.kinds[entry.kind] ?? 0) + 1;
    if (DECISIONS.has(entry.kind))
      this.lastDecision = { index, subject: entry.subject, outcome: String(entry.body.outcome) };
    // An entry speaks of those before it: what is written later cannot have been shredded by then.
    if (entry.kind === 'log.shredded') this.explain(Math.min(shreddedBefore(entry), index));
    const at = Date.parse(entry.at);
    if (at < this.#latest - CLOCK_TOLERANCE_MS && this.notices.length < MAX_NOTICES) {
      const before = new Date(this.#latest).toISOString();
      this.notices.push({
        index,
        reason: `expected a time near ${before} or later, found ${entry.at}: a clock was set back`,
      });
    }
    this.#latest = Math.max(this.#latest, at);
  }
}

/**
 * Before which position an entry of shredding says that bodies were destroyed; 0 where it names none. Whoever owns a log writes its
 * entries: what is no number must explain nothing, and compares with none.
 */
export function shreddedBefore({ body: { before } }: Entry): number {
  return typeof before === 'number' && before > 0 ? before : 0;
}

export const NO_BODY = 'expected the body of this entry, found none and no entry that says it was shredded';

/**
 * Takes the one form in which entries are written (RFC 8785): in any other, two readers may read two things, such as a name
 * that stands there twice.
 * @returns the entry that a body is, or what was expected and found
 */
export function parseEntry(body: string): Entry | string {
  try {
    const json = jsonOf(body);
    const parsed = Entry.safeParse(json);
    if (!parsed.success) return OTHER_SHAPE;
    return canonicalize(json) === body
      ? parsed.data
      : 'expected an entry in canonical JSON, found another form';
  } catch (error) {
    // Nested so deep that no reader of it comes to an end; the log's own entries are flat.
    if (error instanceof RangeError) return OTHER_SHAPE;
    throw error;
  }
}

const OTHER_SHAPE = 'expected an entry of a known version and kind, found another shape';
