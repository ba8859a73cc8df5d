import { EventEmitter } from 'node:events';
import type { SqlClient, SqlPool, SqlResult, SqlSession } from './sql-pool.ts';
import { Turnstile, type Urgency } from './turnstile.ts';

/**
 * Makes one session look like a pool of connections. A client holds the session from BEGIN to COMMIT or ROLLBACK, so
 * transactions stay isolated from each other; outside a transaction each statement takes its own turn.
 */
export class SessionPool extends EventEmitter implements SqlPool {
  readonly #session: SqlSession;
  readonly #turnstile = new Turnstile();
  readonly #listeners = new Map<string, Set<SessionClient>>();
  #isEnded = false;

  constructor(session: SqlSession) {
    super();
    // Each of BullMQ's queues and workers listens on the pool.
    this.setMaxListeners(0);
    this.#session = session;
    session.onNotification((message) => {
      for (const client of this.#listeners.get(message.channel) ?? []) client.emit('notification', message);
    });
  }

  connect(): Promise<SqlClient> {
    return Promise.resolve(this.#client('background'));
  }

  query(text: string, params: readonly unknown[] = []): Promise<SqlResult> {
    return this.#client('background').query(text, params);
  }

  /** A second door to the same session whose statements go before the background ones. */
  lane(urgency: Urgency): SqlPool {
    return new PoolLane(this, () => this.#client(urgency));
  }

  /** Ends the session after the statement in progress; later statements are refused. */
  async end(): Promise<void> {
    if (this.#isEnded) return;
    this.#isEnded = true;
    await this.#turnstile.enter('interactive');
    await this.#session.close();
    this.#turnstile.leave();
  }

  #client(urgency: Urgency): SessionClient {
    return new SessionClient({
      enter: async () => {
        await this.#turnstile.enter(urgency);
        if (this.#isEnded) {
          this.#turnstile.leave();
          throw new Error('the embedded database is closed');
        }
      },
      leave: () => this.#turnstile.leave(),
      run: (text, params) => this.#session.run(text, params),
      listen: (channel, client) => this.#listen(channel, client),
      unlisten: (client) => {
        for (const clients of this.#listeners.values()) clients.delete(client);
      },
    });
  }

  /** Whether LISTEN must be sent: the session listens once, however many clients ask. */
  #listen(channel: string, client: SessionClient): boolean {
    const clients = this.#listeners.get(channel);
    if (clients) {
      clients.add(client);
      return false;
    }
    this.#listeners.set(channel, new Set([client]));
    return true;
  }
}

class PoolLane extends EventEmitter implements SqlPool {
  readonly #pool: SessionPool;
  readonly #open: () => SessionClient;

  constructor(pool: SessionPool, open: () => SessionClient) {
    super();
    this.setMaxListeners(0);
    this.#pool = pool;
    this.#open = open;
  }

  connect(): Promise<SqlClient> {
    return Promise.resolve(this.#open());
  }

  query(text: string, params: readonly unknown[] = []): Promise<SqlResult> {
    return this.#open().query(text, params);
  }

  end(): Promise<void> {
    return this.#pool.end();
  }
}

interface SessionDoor {
  enter(): Promise<void>;
  leave(): void;
  run(text: string, params: readonly unknown[]): Promise<SqlResult>;
  listen(channel: string, client: SessionClient): boolean;
  unlisten(client: SessionClient): void;
}

const EMPTY: SqlResult = { rows: [], rowCount: 0, command: '' };

class SessionClient extends EventEmitter implements SqlClient {
  readonly #door: SessionDoor;
  #isInTransaction = false;
  #isReleased = false;
  /** Settles when the statement in hand has: a connection runs one at a time. */
  #inHand: Promise<unknown> = Promise.resolve();

  constructor(door: SessionDoor) {
    super();
    this.setMaxListeners(0);
    this.#door = door;
  }

  query(text: string, params: readonly unknown[] = []): Promise<SqlResult> {
    const result = this.#inHand.then(() => {
      // Whoever gave the client back, or died, must not begin a transaction that nobody would end.
      if (this.#isReleased && !END.test(text))
        throw new Error('the connection to the embedded database is closed');
      return this.#run(text, params);
    });
    this.#inHand = result.catch(() => undefined);
    return result;
  }

  async #run(text: string, params: readonly unknown[]): Promise<SqlResult> {
    const own = this.#answerOwn(text, params);
    if (own) return own;
    const wasInTransaction = this.#isInTransaction;
    if (!wasInTransaction) await this.#door.enter();
    if (BEGIN.test(text)) this.#isInTransaction = true;
    try {
      return await this.#door.run(text, params);
    } catch (error) {
      if (BEGIN.test(text)) this.#isInTransaction = false;
      throw error;
    } finally {
      if (END.test(text)) this.#isInTransaction = false;
      if (!this.#isInTransaction) this.#door.leave();
    }
  }

  /**
   * Gives the client back; an open transaction is rolled back, as a closed connection would. What is in hand ends first:
   * a BEGIN that still waits for its turn would otherwise hold the session for good, and a COMMIT would be left twice.
   */
  release(): void {
    this.#door.unlisten(this);
    this.#isReleased = true;
    this.#inHand = this.#inHand.then(async () => {
      // A failed rollback means that the session is gone; the next statement of anybody reports it.
      if (this.#isInTransaction) await this.#run('rollback', []).catch(() => undefined);
    });
  }

  /**
   * Statements whose answer belongs to one connection and not to the shared session: who listens, and the connection's
   * name, which the session cannot hold for all of them.
   */
  #answerOwn(text: string, params: readonly unknown[]): SqlResult | undefined {
    const channel = LISTEN.exec(text)?.[1];
    if (channel !== undefined) return this.#door.listen(channel, this) ? undefined : EMPTY;
    if (UNLISTEN.test(text)) {
      this.#door.unlisten(this);
      return EMPTY;
    }
    if (SET_NAME.test(text)) {
      return { rows: [{ set_config: String(params[0] ?? '') }], rowCount: 1, command: 'SELECT' };
    }
    return undefined;
  }
}

const BEGIN = /^\s*(begin|start transaction)\b/i;
const END = /^\s*(commit|rollback(?!\s+to)|end)\b/i;
const LISTEN = /^\s*listen\s+"?([^";\s]+)"?/i;
const UNLISTEN = /^\s*unlisten\b/i;
const SET_NAME = /set_config\('application_name'/i;
