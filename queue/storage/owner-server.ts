import { createHash } from 'node:crypto';
import { chmodSync, realpathSync, rmSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type OwnerReply, type OwnerRequest, onFrames, sendFrame } from './owner-frames.ts';
import type { SqlPool } from './sql-pool.ts';

/** A unix socket path holds at most 107 bytes (unix(7)); a longer one moves to the temporary folder. */
const MAX_SOCKET_PATH = 100;

/** Where the owner of a data directory listens for other commands of the same user. */
export function ownerSocketPath(directory: string): string {
  const path = join(realpathSync(directory), 'owner.sock');
  if (Buffer.byteLength(path) <= MAX_SOCKET_PATH) return path;
  return join(tmpdir(), `vigie-${createHash('sha256').update(path).digest('hex').slice(0, 32)}.sock`);
}

/**
 * Lets other processes use the embedded database through its owner: every connection is one client of the pool, so a
 * command that dies in a transaction is rolled back. The socket is mode 0600: only the same user reaches it.
 */
export async function serveOwner(pool: SqlPool, directory: string): Promise<{ close(): Promise<void> }> {
  const path = ownerSocketPath(directory);
  rmSync(path, { force: true });
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    void serveClient(pool, socket);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(path, resolve);
  });
  chmodSync(path, 0o600);
  server.unref();
  return {
    close() {
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

async function serveClient(pool: SqlPool, socket: Socket): Promise<void> {
  const client = await pool.connect();
  socket.on('error', () => undefined);
  socket.on('close', () => client.release());
  let last: Promise<void> = Promise.resolve();
  onFrames(socket, (value) => {
    const request = value as OwnerRequest;
    last = last.then(async () => {
      if (socket.destroyed) return;
      const reply = await answer(request);
      if (!socket.destroyed) sendFrame(socket, reply);
    });
  });

  async function answer(request: OwnerRequest): Promise<OwnerReply> {
    try {
      const { rows, rowCount, command } = await client.query(request.text, request.params);
      return { id: request.id, rows, rowCount, command };
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      return { id: request.id, error: { ...(error as object), message } };
    }
  }
}
