import { EventEmitter } from 'node:events';
import type { Socket } from 'node:net';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { onFrames, sendFrame } from '../../../queue/storage/owner-frames.ts';

/** What a socket hands over at once, bytes. */
const PIECE = 64 * 1024;

/** The bytes of one frame as they leave. */
function bytesOf(value: unknown): Buffer {
  const written: Buffer[] = [];
  sendFrame({ write: (bytes: Buffer) => written.push(bytes) } as unknown as Socket, value);
  return Buffer.concat(written);
}

/** What comes of bytes that arrive in pieces. */
function taken(bytes: Buffer, piece: number): unknown[] {
  const socket = new EventEmitter();
  const values: unknown[] = [];
  onFrames(socket as Socket, (value) => values.push(value));
  for (let at = 0; at < bytes.length; at += piece) socket.emit('data', bytes.subarray(at, at + piece));
  return values;
}

describe('frames between a command and the owner of a data directory', () => {
  afterEach(() => vi.restoreAllMocks());

  it('copies a large frame once, however many pieces it comes in', () => {
    const bytes = bytesOf({ id: 1, rows: [{ sealed: new Uint8Array(100 * PIECE) }] });
    const join = vi.spyOn(Buffer, 'concat');
    expect(taken(bytes, PIECE)).toHaveLength(1);
    const copied = join.mock.results.reduce((sum, { value }) => sum + (value as Buffer).length, 0);
    expect(copied).toBeLessThan(2 * bytes.length);
  });

  it.each([1, 3, 4, 5, 7, 1000])('takes frames apart and together, %i bytes at a time', (piece) => {
    const values = [{ id: 1, text: 'select 1' }, { id: 2, params: [new Date(0), null] }, { id: 3 }];
    expect(taken(Buffer.concat(values.map(bytesOf)), piece)).toEqual(values);
  });
});
