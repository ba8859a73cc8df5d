import { connect, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { codeOf } from '../runtime/errors.ts';

/** When a server counts as gone. */
export interface SilenceLimits {
  /** A connection without a byte for this long is looked after, ms. */
  readonly silentMs: number;
  /** A server that answers nobody for this long is gone, ms. */
  readonly goneMs: number;
}

/** PostgreSQL's question whether it speaks TLS: answered with one byte at once, without a name, a password or a free session. */
const SSL_REQUEST = Buffer.from([0, 0, 0, 8, 4, 210, 22, 47]);
/** Nobody is there, or no way leads there; whatever else a dial fails with came from the server, or says nothing of it. */
const NOBODY = new Set(['EHOSTUNREACH', 'ENETUNREACH', 'EHOSTDOWN', 'ENETDOWN', 'ETIMEDOUT']);
const QUESTIONS = 3;

interface Place {
  readonly host: string;
  readonly port: number;
}

/**
 * Ends a connection whose server is gone without a word: its machine is off, or its network. Nothing else would for a quarter of
 * an hour, since a statement that nobody acknowledges is sent again and again, and how long the longest statement takes nobody
 * knows. So a connection that is silent has its server asked at the address it leads to, and is left alone while anything answers.
 */
export function endWhenGone(socket: Socket, limits: SilenceLimits): void {
  const { remoteAddress: host, remotePort: port } = socket;
  // A socket of this machine, where both ends live and die together.
  if (host === undefined || port === undefined) return;
  let isAsking = false;
  socket.setTimeout(limits.silentMs);
  socket.on('timeout', () => {
    if (isAsking) return;
    isAsking = true;
    void isGone({ host, port }, limits, socket).then((gone) => {
      isAsking = false;
      if (!gone) return socket.setTimeout(limits.silentMs);
      const reason = `expected ${host}:${port} to answer, but it was silent for ${limits.goneMs / 1000} s, also to others`;
      return socket.destroy(Object.assign(new Error(reason), { code: 'ETIMEDOUT' }));
    });
  });
}

/** Several questions, each with its share of the time: a process that stood still itself has missed the answer to one. */
async function isGone(place: Place, { goneMs }: SilenceLimits, socket: Socket): Promise<boolean> {
  const heard = socket.bytesRead;
  for (let question = 0; question < QUESTIONS; question += 1) {
    const end = performance.now() + goneMs / QUESTIONS;
    if (await answers(place, goneMs / QUESTIONS)) return false;
    if (socket.destroyed || socket.bytesRead > heard) return false;
    await pause(Math.max(0, end - performance.now()), undefined, { ref: false });
  }
  return true;
}

/** Whether somebody answers there in time, be it with a refusal. */
function answers(place: Place, withinMs: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(place, () => socket.write(SSL_REQUEST));
    const end = (isThere: boolean) => {
      clearTimeout(timer);
      resolve(isThere);
      socket.destroy();
    };
    const timer = setTimeout(() => end(false), withinMs).unref();
    // A process that has nothing else to do need not wait for this.
    socket.unref();
    socket.on('data', () => end(true));
    socket.on('error', (error) => end(!NOBODY.has(codeOf(error) ?? '')));
    socket.on('close', () => end(true));
  });
}
