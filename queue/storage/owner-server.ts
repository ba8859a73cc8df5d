import { rmSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { type OwnerReply, type OwnerRequest, onFrames, sendFrame } from './owner-frames.ts';
import { openOwnerSocket } from './owner-socket.ts';
import type { SqlPool } from './sql-pool.ts';

/** Rights that a new socket is not given, as of `umask(2)`: those of others, and to run it. */
const NOT_FOR_OTHERS = 0o177;

/**
 * Lets other processes use the embedded database through its owner: every connection is one client of the pool, so a
 * command that dies in a transaction is rolled back. The socket is mode 0600: only the same user reaches it.
 */
export async function serveOwner(pool: SqlPool, directory: string): Promise<{ close(): Promise<void> }> {
  const at = openOwnerSocket(directory);
  rmSync(at.path, { force: true });
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    void serveClient(pool, socket);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => {
      at.close();
      reject(error);
    });
    listenAlone(server, at.path, resolve);
  });
  server.unref();
  return {
    close() {
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) =>
        server.close(() => {
          at.close();
          resolve();
        }),
      );
    },
  };
}

/**
 * Listens at a socket that is its owner's from the first moment: with a `chmod` behind it, whoever was quick enough would be connected. A
 * path is bound before `listen` returns, so nothing else of this process is made under that mask.
 */
function listenAlone(server: Server, path: string, isListening: () => void): void {
  const before = process.umask(NOT_FOR_OTHERS);
  try {
    server.listen(path, isListening);
  } finally {
    process.umask(before);
  }
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
