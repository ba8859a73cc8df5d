import { LAYOUT } from './layout.ts';

/** As much of the WebAssembly JavaScript interface (W3C) as is used here; Node's types leave it to those of browsers. */
export interface WebAssemblyApi {
  readonly validate: (bytes: Uint8Array) => boolean;
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Memory: new (limits: { readonly initial: number }) => WebAssemblyMemory;
  readonly Instance: new (module: object, imports: object) => { readonly exports: unknown };
}

export interface WebAssemblyMemory {
  readonly buffer: ArrayBuffer;
}

const PAGE = 0x10000;

/** Memories with tables in them that no kernel works in yet, by their bytes. */
const waiting = new WeakMap<ArrayBuffer, WebAssemblyMemory>();

/** Null where there is no WebAssembly, or numbers lie the other way round in memory. */
export function webAssembly(): WebAssemblyApi | null {
  const { WebAssembly: api } = globalThis as { WebAssembly?: WebAssemblyApi };
  return api === undefined || new Uint8Array(Uint16Array.of(1).buffer)[0] !== 1 ? null : api;
}

/** Memory for a kernel with so many bytes for tables; null where there is no WebAssembly. */
export function createMemory(tableBytes: number): WebAssemblyMemory | null {
  const api = webAssembly();
  return api === null ? null : new api.Memory({ initial: Math.ceil((LAYOUT.TABLES + tableBytes) / PAGE) });
}

/**
 * Room for a file of tables, where possible in memory in which a kernel can work later: then nothing has to be copied. It
 * begins at a place that 8 divides.
 * @param bytes room wanted; letters are read four at a time, so the kernel reads a little more
 */
export function roomForTables(bytes: number): Buffer<ArrayBuffer> {
  const memory = createMemory(bytes + SLACK);
  if (memory === null) return Buffer.from(new ArrayBuffer(bytes));
  waiting.set(memory.buffer, memory);
  return Buffer.from(memory.buffer, LAYOUT.TABLES, bytes);
}

/** How much more than the last of its tables a kernel may read. */
export const SLACK = 8;

/** The memory that these bytes belong to, once: two kernels in the same one would write over each other's posts. */
export function takeMemory(buffer: ArrayBufferLike): WebAssemblyMemory | null {
  if (!(buffer instanceof ArrayBuffer)) return null;
  const memory = waiting.get(buffer) ?? null;
  waiting.delete(buffer);
  return memory;
}
