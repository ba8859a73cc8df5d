import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { AppError } from '../runtime/errors.ts';
import { projectRoot, threadEntry } from '../runtime/thread-entry.ts';
import type { ThreadData, ThreadReply } from './pglite-thread.ts';
import type { NotificationListener, SqlResult, SqlSession } from './sql-pool.ts';

interface Pending {
  resolve(result: SqlResult): void;
  reject(error: Error): void;
}

/**
 * Opens the embedded database in its own thread.
 * @param directory its folder, or `null` for one in memory that is gone with the process
 * @param cluster what it begins from where there is none yet: a database cluster as a tar file
 * @throws AppError `storage.unavailable` when the database does not open
 */
export async function openPgliteSession(
  directory: string | null,
  cluster: string = freshCluster(),
): Promise<SqlSession> {
  const session = new PgliteSession(directory, cluster);
  await session.opened;
  return session;
}

class PgliteSession implements SqlSession {
  /** Settles once the thread answers for the first time. */
  readonly opened: Promise<void>;
  readonly lost: Promise<Error>;
  readonly #directory: string | null;
  readonly #worker: Worker;
  readonly #pending = new Map<number, Pending>();
  readonly #listeners: NotificationListener[] = [];
  #settleOpened: { resolve(): void; reject(error: Error): void } | undefined;
  #reportLost: ((error: Error) => void) | undefined;
  #isClosing = false;
  #onClosed: (() => void) | undefined;
  #failure: Error | undefined;
  #lastId = 0;

  constructor(directory: string | null, cluster: string) {
    this.#directory = directory;
    this.lost = new Promise((resolve) => {
      this.#reportLost = resolve;
    });
    this.opened = new Promise<void>((resolve, reject) => {
      this.#settleOpened = { resolve, reject };
    });
    this.#worker = new Worker(threadEntry(import.meta.url, 'pglite-thread'), {
      workerData: { directory, cluster } satisfies ThreadData,
    });
    this.#worker.on('error', (error) => this.#fail(error.message));
    this.#worker.on('exit', (code) => this.#fail(`its thread ended with code ${code}`));
    this.#worker.on('message', (reply: ThreadReply) => this.#take(reply));
  }

  run(text: string, params: readonly unknown[]): Promise<SqlResult> {
    return new Promise<SqlResult>((resolve, reject) => {
      if (this.#failure) {
        reject(this.#failure);
        return;
      }
      this.#lastId += 1;
      this.#pending.set(this.#lastId, { resolve, reject });
      this.#worker.postMessage({ id: this.#lastId, text, params: params.map(cloneable) });
    });
  }

  onNotification(listener: NotificationListener): void {
    this.#listeners.push(listener);
  }

  async close(): Promise<void> {
    this.#isClosing = true;
    if (!this.#failure) {
      await new Promise<void>((resolve) => {
        this.#onClosed = resolve;
        this.#worker.postMessage('close');
      });
    }
    await this.#worker.terminate();
  }

  #take(reply: ThreadReply): void {
    switch (reply.kind) {
      case 'ready':
        this.#settleOpened?.resolve();
        return;
      case 'failed':
        this.#fail(reply.message);
        return;
      case 'closed':
        this.#onClosed?.();
        return;
      case 'notification':
        for (const listener of this.#listeners) listener({ channel: reply.channel, payload: reply.payload });
        return;
      case 'result':
        for (const name of reply.byteColumns) for (const row of reply.rows) row[name] = bytesOf(row[name]);
        this.#pending.get(reply.id)?.resolve(reply);
        this.#pending.delete(reply.id);
        return;
      case 'error':
        this.#pending.get(reply.id)?.reject(Object.assign(new Error(), reply.fields));
        this.#pending.delete(reply.id);
        return;
    }
  }

  #fail(reason: string): void {
    this.#failure ??= unavailable(reason, this.#directory);
    this.#settleOpened?.reject(this.#failure);
    for (const { reject } of this.#pending.values()) reject(this.#failure);
    this.#pending.clear();
    this.#onClosed?.();
    if (!this.#isClosing) this.#reportLost?.(this.#failure);
  }
}

/** Bytes go over in PostgreSQL's hexadecimal text form (see the thread's serializer). */
function cloneable(value: unknown): unknown {
  if (value instanceof Uint8Array) {
    return `\\x${Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('hex')}`;
  }
  if (Array.isArray(value)) return value.map(cloneable);
  return value;
}

function bytesOf(value: unknown): Buffer | null {
  return typeof value === 'string' ? Buffer.from(value.slice(2), 'hex') : null;
}

function unavailable(reason: string, directory: string | null): AppError {
  const place = directory ?? 'memory';
  return new AppError(
    'storage.unavailable',
    `expected the embedded database in ${place} to open, but ${reason}; restore a backup if the folder is damaged`,
    { directory },
  );
}

/** The cluster that the build made and migrated, so that no first start has to. */
function freshCluster(): string {
  return join(projectRoot(), 'dist', 'fresh-cluster.tar.gz');
}
