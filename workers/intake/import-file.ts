import { createHash } from 'node:crypto';
import { setImmediate as turn } from 'node:timers/promises';
import { type CollectedPost, importActor, MAX_POSTS_PER_JOB } from '../../queue/contracts/index.ts';
import { type ImportProgress, importUpsert, readImport } from '../../queue/storage/index.ts';
import { type PreparedBatch, prepareBatch, type StageContext, writeBatch } from '../handlers/stage.ts';
import { refuseWhileSuspended } from '../handlers/suspension.ts';
import type { NumberedRecord } from './csv.ts';
import type { ImportFile } from './open-file.ts';

export interface Reject {
  readonly line: number;
  /** Which record of the file it is, where several may stand on one line. */
  readonly ordinal?: number;
  readonly reason: string;
  /** What to do about it. */
  readonly remedy: string;
  /** The line itself, to be mended and imported; left out where it is too long to hold. */
  readonly record?: string | undefined;
}

export interface ImportResult extends ImportProgress {
  /** The line behind which this run went on; 0 for a file that was never imported. */
  readonly resumedAfter: number;
  /** What the file holds beside posts, by what it is; counted over the whole file. */
  readonly passedOver: Readonly<Record<string, number>>;
}

export interface ImportOptions {
  readonly sourceId: string;
  /** Tells what was rejected, line by line. */
  onReject(reject: Reject): void;
  onProgress(progress: ImportProgress): void;
}

/**
 * Takes a whole file in, a hundred posts a transaction. How far it has come is written in the same transaction as the
 * posts, so an import that was killed goes on behind the last stored line, and one that is repeated adds nothing. One
 * batch is read and sealed while the records take the one before; they take them in the order of the file.
 * @throws AppError `source.refused` (reason `suspended`) where the source is suspended, also in the middle of a file
 */
export async function importFile(
  context: StageContext,
  file: ImportFile,
  options: ImportOptions,
): Promise<ImportResult> {
  const writer = await openWriter(context, file, options);
  const startLine = writer.progress.linesDone;
  const passedOver: Record<string, number> = {};
  let part: FilePart = { posts: [], lastLine: startLine, rejected: 0 };
  try {
    for await (const records of file.records()) {
      for (const record of records) {
        const { parsed } = record;
        const at = record.ordinal ?? record.line;
        // Told again for lines that an earlier run counted: its rejects file may be gone.
        if ('fault' in parsed) options.onReject(rejectOf(record, parsed));
        if ('passedOver' in parsed) countOne(passedOver, parsed.passedOver);
        if (at <= startLine) continue;
        if ('fault' in parsed) part.rejected += 1;
        else if ('post' in parsed) part.posts.push(parsed.post);
        part.lastLine = at;
        if (part.posts.length < MAX_POSTS_PER_JOB) continue;
        await writer.take(part);
        part = { posts: [], lastLine: at, rejected: 0 };
      }
    }
    await writer.take(part);
    await writer.finish();
  } finally {
    await writer.settle();
  }
  return { ...writer.progress, resumedAfter: startLine, passedOver };
}

/** What lies between two stored lines of a file. */
interface FilePart {
  readonly posts: CollectedPost[];
  lastLine: number;
  rejected: number;
}

/** Writes parts of a file one after another; `take` returns once the part is sealed and the one before is stored. */
async function openWriter(context: StageContext, file: ImportFile, { sourceId, onProgress }: ImportOptions) {
  await refuseWhileSuspended(context.db, sourceId);
  const id = importId(file, sourceId);
  const origin = { sourceId, actor: importActor(sourceId) };
  let progress: ImportProgress = (await readImport(context.db, id)) ?? {
    id,
    sourceId,
    fileName: file.name,
    linesDone: 0,
    fresh: 0,
    known: 0,
    rejected: 0,
    isFinished: false,
  };
  /** A file is new or was taken before, seldom both: after a batch of new posts the next is not asked about. */
  let wasFresh = false;
  let inFlight: Promise<void> = Promise.resolve();

  async function write(part: FilePart, prepared: PreparedBatch): Promise<void> {
    let next = progress;
    const staged = await writeBatch(context, prepared, ({ fresh, known }) => {
      next = {
        ...progress,
        linesDone: part.lastLine,
        fresh: progress.fresh + fresh,
        known: progress.known + known,
        rejected: progress.rejected + part.rejected,
        isFinished: false,
      };
      return importUpsert(next, new Date(context.clock.now()));
    });
    progress = next;
    wasFresh = staged.known === 0;
    onProgress(progress);
  }

  return {
    get progress() {
      return progress;
    },
    async take(part: FilePart): Promise<void> {
      const prepared = await prepareBatch(context, origin, part.posts, wasFresh);
      await inFlight;
      inFlight = write(part, prepared);
      // Whoever takes or finishes next is told; until then it is no unhandled one.
      inFlight.catch(() => undefined);
      // Without a turn the next part is read and sealed before this one has left: 60 µs a post instead of 40.
      await turn();
    },
    async finish(): Promise<void> {
      await inFlight;
      progress = { ...progress, isFinished: true };
      await importUpsert(progress, new Date(context.clock.now())).execute(context.db);
      onProgress(progress);
    },
    /** Waits until nothing is being written, whatever became of it. */
    settle: () => inFlight.catch(() => undefined),
  };
}

export function rejectOf(
  { line, ordinal, raw }: NumberedRecord,
  { fault, remedy }: { readonly fault: string; readonly remedy?: string },
): Reject {
  return {
    line,
    ...(ordinal === undefined ? {} : { ordinal }),
    reason: fault,
    remedy: remedy ?? (raw === undefined ? `shorten it ${AND_AGAIN}` : `mend it ${AND_AGAIN}`),
    record: raw,
  };
}

const AND_AGAIN = 'where it stands and import the file again; posts that are in already are not taken twice';

export function countOne(counts: Record<string, number>, what: string): void {
  counts[what] = (counts[what] ?? 0) + 1;
}

/** A changed file is another import: its lines may have moved. */
function importId(file: ImportFile, sourceId: string): string {
  const reading = file.reading ? `\n${file.reading}` : '';
  const facts = `${sourceId}\n${file.name}\n${file.size}\n${Math.floor(file.modifiedMs)}${reading}`;
  return createHash('sha256').update(facts).digest('hex').slice(0, 32);
}
