import type { Socket } from 'node:net';
import { deserialize, serialize } from 'node:v8';

/** What a client process sends to the owner: one statement of its own virtual connection. */
export interface OwnerRequest {
  readonly id: number;
  readonly text: string;
  readonly params: readonly unknown[];
}

export type OwnerReply =
  | {
      readonly id: number;
      readonly rows: Record<string, unknown>[];
      readonly rowCount: number | null;
      readonly command: string;
    }
  | { readonly id: number; readonly error: Record<string, unknown> };

/** Largest frame accepted, bytes: far above one batch of posts, far below what hurts. */
const MAX_FRAME_BYTES = 256 * 1024 * 1024;

/** In front of each frame: how many bytes it has. */
const HEADER_BYTES = 4;

/** Length-prefixed V8 frames: unlike JSON they carry bytes and dates, and both ends are the same program. */
export function sendFrame(socket: Socket, value: unknown): void {
  const body = serialize(value);
  const header = Buffer.allocUnsafe(HEADER_BYTES);
  header.writeUInt32BE(body.length);
  socket.write(header);
  socket.write(body);
}

export function onFrames(socket: Socket, take: (value: unknown) => void): void {
  let chunks: Buffer[] = [];
  let size = 0;
  /** Bytes until something can be read: the length of a frame, then the whole of it. */
  let needed = HEADER_BYTES;
  socket.on('data', (chunk: Buffer) => {
    chunks.push(chunk);
    size += chunk.length;
    // Joined at every piece, a large frame would be copied as often as it has pieces.
    if (size < needed) return;
    let all = chunks.length === 1 ? chunk : Buffer.concat(chunks);
    while (all.length >= HEADER_BYTES) {
      const length = all.readUInt32BE(0);
      if (length > MAX_FRAME_BYTES) {
        socket.destroy(new Error(`expected a frame of at most ${MAX_FRAME_BYTES} bytes, found ${length}`));
        return;
      }
      needed = HEADER_BYTES + length;
      if (all.length < needed) break;
      take(deserialize(all.subarray(HEADER_BYTES, needed)));
      all = all.subarray(needed);
      needed = HEADER_BYTES;
    }
    chunks = [all];
    size = all.length;
  });
}
