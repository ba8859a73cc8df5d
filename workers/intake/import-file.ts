import { createHash } from 'node:crypto';
import { type CollectedPost, MAX_POSTS_PER_JOB } from '../../queue/contracts/index.ts';
import { type ImportProgress, readImport, saveImport } from '../../queue/storage/index.ts';
import { type StageContext, stagePosts } from '../handlers/stage.ts';
import type { ImportFile } from './open-file.ts';

export interface Reject {
  readonly line: number;
  readonly reason: string;
  /** The line itself, to be mended and imported; left out where it is too long to hold. */
  readonly record?: string | undefined;
}

export interface ImportResult extends ImportProgress {
  /** The line behind which this run went on; 0 for a file that was never imported. */
  readonly resumedAfter: number;
}

export interface ImportOptions {
  readonly sourceId: string;
  /** Tells what was rejected, line by line. */
  onReject(reject: Reject): void;
  onProgress(progress: ImportProgress): void;
}

/**
 * Takes a whole file in, a hundred posts a transaction. How far it has come is written in the same transaction as the
 * posts, so an import that was killed goes on behind the last stored line, and one that is repeated adds nothing.
 */
export async function importFile(
  context: StageContext,
  file: ImportFile,
  options: ImportOptions,
): Promise<ImportResult> {
  const id = importId(file, options.sourceId);
  let progress: ImportProgress = (await readImport(context.db, id)) ?? {
    id,
    sourceId: options.sourceId,
    fileName: file.name,
    linesDone: 0,
    fresh: 0,
    known: 0,
    rejected: 0,
    isFinished: false,
  };
  const startLine = progress.linesDone;
  let batch: CollectedPost[] = [];
  let lastLine = startLine;
  let rejected = 0;

  async function flush(isFinished: boolean): Promise<void> {
    const advance = (staged: { fresh: number; known: number }): ImportProgress => ({
      ...progress,
      linesDone: lastLine,
      fresh: progress.fresh + staged.fresh,
      known: progress.known + staged.known,
      rejected: progress.rejected + rejected,
      isFinished,
    });
    const now = new Date(context.clock.now());
    if (batch.length === 0) {
      progress = advance({ fresh: 0, known: 0 });
      await saveImport(context.db, progress, now);
    } else {
      let next = progress;
      await stagePosts(context, options.sourceId, batch, `import:${options.sourceId}`, async (tx, staged) => {
        next = advance(staged);
        await saveImport(tx, next, now);
      });
      progress = next;
    }
    batch = [];
    rejected = 0;
    options.onProgress(progress);
  }

  for await (const records of file.records()) {
    for (const { line, parsed, raw } of records) {
      // Told again for lines that an earlier run counted: its rejects file may be gone.
      if ('fault' in parsed) options.onReject({ line, reason: parsed.fault, record: raw });
      if (line <= startLine) continue;
      if ('fault' in parsed) {
        rejected += 1;
      } else {
        batch.push(parsed.post);
      }
      lastLine = line;
      if (batch.length >= MAX_POSTS_PER_JOB) await flush(false);
    }
  }
  await flush(true);
  return { ...progress, resumedAfter: startLine };
}

/** Checks a whole file and writes nothing. */
export async function checkFile(
  file: ImportFile,
  onReject: (reject: Reject) => void,
): Promise<{ valid: number; rejected: number }> {
  const counts = { valid: 0, rejected: 0 };
  for await (const records of file.records()) {
    for (const { line, parsed, raw } of records) {
      if ('fault' in parsed) {
        counts.rejected += 1;
        onReject({ line, reason: parsed.fault, record: raw });
      } else {
        counts.valid += 1;
      }
    }
  }
  return counts;
}

/** A changed file is another import: its lines may have moved. */
function importId(file: ImportFile, sourceId: string): string {
  const facts = `${sourceId}\n${file.name}\n${file.size}\n${Math.floor(file.modifiedMs)}`;
  return createHash('sha256').update(facts).digest('hex').slice(0, 32);
}
