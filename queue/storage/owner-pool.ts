import { EventEmitter } from 'node:events';
import { connect, type Socket } from 'node:net';
import { AppError } from '../runtime/errors.ts';
import { isForbidden, RUN_AS_VIGIE } from '../runtime/whose-files.ts';
import { type OwnerReply, onFrames, sendFrame } from './owner-frames.ts';
import { openOwnerSocket } from './owner-socket.ts';
import type { SqlClient, SqlPool, SqlResult } from './sql-pool.ts';

/**
 * A pool whose connections lead to the process that owns the data directory.
 * @throws AppError `storage.unavailable` from `connect` when the owner does not listen
 */
export class OwnerPool extends EventEmitter implements SqlPool {
  readonly #directory: string;
  readonly #idle: OwnerClient[] = [];
  readonly #all = new Set<OwnerClient>();

  constructor(directory: string) {
    super();
    this.#directory = directory;
  }

  async connect(): Promise<SqlClient> {
    const idle = this.#idle.pop();
    if (idle) return idle;
    const client = new OwnerClient(await this.#dial(), (returned, isUsable) => {
      if (isUsable) this.#idle.push(returned);
      else this.#all.delete(returned);
    });
    this.#all.add(client);
    return client;
  }

  async query(text: string, params: readonly unknown[] = []): Promise<SqlResult> {
    const client = await this.connect();
    try {
      return await client.query(text, params);
    } finally {
      client.release();
    }
  }

  async end(): Promise<void> {
    for (const client of this.#all) client.destroy();
    this.#all.clear();
  }

  #dial(): Promise<Socket> {
    return new Promise((resolve, reject) => {
      const at = openOwnerSocket(this.#directory);
      const socket = connect(at.path);
      socket.once('connect', () => {
        at.close();
        resolve(socket);
      });
      socket.once('error', (error) => {
        at.close();
        const expected = `expected the owner of ${this.#directory} to answer at its owner.sock, but ${error.message}`;
        reject(
          isForbidden(error)
            ? new AppError('storage.unwritable', `${expected}; ${RUN_AS_VIGIE}`, {}, { cause: error })
            : new AppError(
                'storage.unavailable',
                `${expected}; it may still be starting: try again`,
                {},
                { cause: error },
              ),
        );
      });
    });
  }
}

interface Pending {
  resolve(result: SqlResult): void;
  reject(error: Error): void;
}

class OwnerClient extends EventEmitter implements SqlClient {
  readonly #socket: Socket;
  readonly #giveBack: (client: OwnerClient, isUsable: boolean) => void;
  readonly #pending = new Map<number, Pending>();
  #lastId = 0;

  constructor(socket: Socket, giveBack: (client: OwnerClient, isUsable: boolean) => void) {
    super();
    this.#socket = socket;
    this.#giveBack = giveBack;
    onFrames(socket, (value) => this.#settle(value as OwnerReply));
    socket.on('error', () => undefined);
    socket.on('close', () => {
      const gone = new AppError(
        'storage.unavailable',
        'the process that owns the data directory ended while this went on; what was not answered may be done or not: look, and run this again',
      );
      for (const { reject } of this.#pending.values()) reject(gone);
      this.#pending.clear();
    });
  }

  query(text: string, params: readonly unknown[] = []): Promise<SqlResult> {
    return new Promise((resolve, reject) => {
      if (this.#socket.destroyed) {
        reject(new AppError('storage.unavailable', 'the owner of the data directory has stopped'));
        return;
      }
      this.#lastId += 1;
      this.#pending.set(this.#lastId, { resolve, reject });
      sendFrame(this.#socket, { id: this.#lastId, text, params });
    });
  }

  release(destroy = false): void {
    if (destroy) this.destroy();
    this.#giveBack(this, !this.#socket.destroyed);
  }

  destroy(): void {
    this.#socket.destroy();
  }

  #settle(reply: OwnerReply): void {
    const pending = this.#pending.get(reply.id);
    this.#pending.delete(reply.id);
    if ('error' in reply) pending?.reject(Object.assign(new Error(), reply.error));
    else pending?.resolve(reply);
  }
}
