import type { EventEmitter } from 'node:events';

/** One answer of the server. `rows` are plain objects; int8 arrives as number, timestamps as Date, bytea as bytes. */
export interface SqlResult {
  readonly rows: Record<string, unknown>[];
  readonly rowCount: number | null;
  readonly command: string;
}

export interface SqlNotification {
  readonly channel: string;
  readonly payload?: string;
}

export type NotificationListener = (message: SqlNotification) => void;

/**
 * The part of a pg client that Kysely and BullMQ use. Written down here so that one shape serves node-postgres,
 * the embedded database in its thread, and the embedded database of another process.
 */
export interface SqlClient extends EventEmitter {
  query(text: string, params?: readonly unknown[]): Promise<SqlResult>;
  release(destroy?: boolean): void;
}

export interface SqlPool extends EventEmitter {
  connect(): Promise<SqlClient>;
  query(text: string, params?: readonly unknown[]): Promise<SqlResult>;
  end(): Promise<void>;
}

/** A single database session that runs one statement at a time. */
export interface SqlSession {
  run(text: string, params: readonly unknown[]): Promise<SqlResult>;
  onNotification(listener: NotificationListener): void;
  /** Settles when the session has ended by itself. */
  readonly lost: Promise<Error>;
  close(): Promise<void>;
}
