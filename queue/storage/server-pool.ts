import type { Socket } from 'node:net';
import pg from 'pg';
import { endWhenGone, type SilenceLimits } from './silent-peer.ts';

/** How long a server is waited for that does not answer, ms. No statement has an end of its own: a migration takes as long as it takes. */
export interface ServerLimits extends SilenceLimits {
  /** From dialling to the first answer that a statement may follow. */
  readonly dialMs: number;
}

const LIMITS: ServerLimits = { dialMs: 10_000, silentMs: 10_000, goneMs: 30_000 };

/** An idle connection is asked after it for ten seconds, once a second: node's own numbers. */
const KEEP_ALIVE_MS = 20_000;

/**
 * The server's side of the same. A machine that is lost within a transaction would otherwise keep its locks for two hours, among
 * them that of the log's order. Nobody but a process that hangs leaves a transaction alone for five minutes.
 */
const SESSION = `
  set tcp_keepalives_idle = 10; set tcp_keepalives_interval = 5; set tcp_keepalives_count = 4;
  set tcp_user_timeout = 30000; set idle_in_transaction_session_timeout = 300000
`;

/** Connections to a PostgreSQL server, none of which waits for good for a server that is lost. */
export function openServerPool(url: string, maxConnections: number, limits = LIMITS): pg.Pool {
  const types = new pg.TypeOverrides();
  // int8 as number, as the embedded database is set: counts and ids stay far below 2^53.
  types.setTypeParser(pg.types.builtins.INT8, Number);
  const pool = new pg.Pool({
    connectionString: url,
    max: maxConnections,
    types,
    keepAlive: true,
    keepAliveInitialDelayMillis: KEEP_ALIVE_MS,
    Client: dialling(limits.dialMs),
    async onConnect(client) {
      // Without a listener, one that is lost while a transaction waits between two statements would end the process.
      client.on('error', () => undefined);
      endWhenGone((client as pg.Client).connection.stream as Socket, limits);
      await client.query(SESSION);
    },
  });
  // The same for a lost idle connection: it is replaced at the next use.
  pool.on('error', () => undefined);
  return pool;
}

/** The pool's own limit would also end the wait for a connection that others still use: under load that is no fault. */
function dialling(connectionTimeoutMillis: number) {
  return class extends pg.Client {
    constructor(config?: pg.ClientConfig) {
      super({ ...config, connectionTimeoutMillis });
    }
  };
}
