import { existsSync, openAsBlob } from 'node:fs';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { parentPort, workerData } from 'node:worker_threads';
import { PGlite, types } from '@electric-sql/pglite';

/**
 * How much a function of WebAssembly runs before it is compiled anew, optimised: ten times as much as V8 does. Of the database's 13,000
 * functions a short command calls many a few thousand times, and compiling those took longer than it spared: `vigie status` takes 1.5 s
 * of computing instead of 1.95, and a process that goes on reaches the optimised ones a moment later. It holds for the whole process: the
 * kernel of the rules scores its first 5,000 posts as quickly (0.65 s, 0.67 before, medians of four in turns).
 */
setFlagsFromString('--wasm-tiering-budget=18000000');

/** What the thread is started with. */
export interface ThreadData {
  /** Folder of the database, or `null` for one in memory. */
  readonly directory: string | null;
  /** What it begins from where there is no database yet: a cluster as a tar file, compressed where its name says so. */
  readonly cluster: string;
}

/** What the main thread asks: one statement, or the end. */
export interface ThreadRequest {
  readonly id: number;
  readonly text: string;
  readonly params: readonly unknown[];
}

/** What it hears back. Errors keep the fields that BullMQ and Kysely look at. */
export type ThreadReply =
  | { readonly kind: 'ready' }
  | { readonly kind: 'failed'; readonly message: string }
  | { readonly kind: 'closed' }
  | { readonly kind: 'notification'; readonly channel: string; readonly payload: string }
  | {
      readonly kind: 'result';
      readonly id: number;
      readonly rows: Record<string, unknown>[];
      readonly rowCount: number | null;
      readonly command: string;
      /** Names of the columns whose values are bytes in hexadecimal text form. */
      readonly byteColumns: readonly string[];
    }
  | { readonly kind: 'error'; readonly id: number; readonly fields: Record<string, unknown> };

const ERROR_FIELDS = [
  'code',
  'detail',
  'hint',
  'constraint',
  'table',
  'schema',
  'position',
  'where',
  'severity',
];

/** The embedded database in its own thread: a query loop on the main thread would starve timers and sockets. */
async function serve(): Promise<void> {
  const port = parentPort;
  if (!port) throw new Error('expected to run as a thread');
  const send = (reply: ThreadReply) => port.postMessage(reply);
  const db = await open(workerData as ThreadData, send);
  if (!db) return;
  db.onNotification((channel, payload) => send({ kind: 'notification', channel, payload }));
  port.on('message', (request: ThreadRequest | 'close') => {
    if (request === 'close') void db.close().finally(() => send({ kind: 'closed' }));
    else void answer(db, request).then(send);
  });
  send({ kind: 'ready' });
}

const PARSERS = {
  // int8 as number: counts and ids stay far below 2^53, and node-postgres is set to do the same.
  [types.INT8]: (value: string) => Number(value),
  // Bytes stay in their text form on both ways: the library's own bytea code goes byte by byte, and strings cross the
  // thread's border faster than many small buffers.
  [types.BYTEA]: (value: string) => value,
};

const SERIALIZERS = { [types.BYTEA]: (value: string) => value };

async function open(
  { directory, cluster }: ThreadData,
  send: (reply: ThreadReply) => void,
): Promise<PGlite | undefined> {
  try {
    return await PGlite.create({
      parsers: PARSERS,
      serializers: SERIALIZERS,
      ...(directory === null ? {} : { dataDir: directory }),
      ...(hasCluster(directory) ? {} : { loadDataDir: await openAsBlob(cluster, { type: typeOf(cluster) }) }),
    });
  } catch (error) {
    send({ kind: 'failed', message: openingFault(error) });
    return undefined;
  }
}

/** Numbers of WASI, which the database's file system throws without a word. */
const FILE_FAULTS: ReadonlyMap<unknown, string> = new Map([
  [2, 'this user may not write its files'],
  [51, 'no space is left on the disk for its files; make room'],
  [69, 'its files are read-only'],
]);

function openingFault(error: unknown): string {
  if (error instanceof Error) return error.message;
  const { errno } = error as { errno?: unknown };
  return FILE_FAULTS.get(errno) ?? `its files failed (${String(errno ?? error)})`;
}

/** PostgreSQL's own mark of a cluster. It is unpacked last: one whose unpacking was cut short is unpacked anew. */
function hasCluster(directory: string | null): boolean {
  return directory !== null && existsSync(join(directory, 'PG_VERSION'));
}

const typeOf = (file: string) => (file.endsWith('.gz') ? 'application/gzip' : 'application/x-tar');

async function answer(db: PGlite, request: ThreadRequest): Promise<ThreadReply> {
  try {
    const result =
      request.params.length > 0
        ? await db.query<Record<string, unknown>>(request.text, [...request.params])
        : (await db.exec(request.text)).at(-1);
    return {
      kind: 'result',
      id: request.id,
      rows: result?.rows ?? [],
      rowCount: result ? result.affectedRows || result.rows.length : 0,
      command: commandOf(request.text),
      byteColumns: (result?.fields ?? [])
        .filter((field) => field.dataTypeID === types.BYTEA)
        .map((field) => field.name),
    } as ThreadReply;
  } catch (error) {
    const fields: Record<string, unknown> = {
      message: error instanceof Error ? error.message : String(error),
    };
    for (const name of ERROR_FIELDS) fields[name] = (error as Record<string, unknown>)[name];
    return { kind: 'error', id: request.id, fields };
  }
}

/** First word of the statement; a data-modifying CTE reports what Kysely needs only for plain statements. */
function commandOf(text: string): string {
  return (/^\s*([a-z]+)/i.exec(text)?.[1] ?? '').toUpperCase();
}

void serve();
