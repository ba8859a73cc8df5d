import { KERNEL } from './kernel-code.ts';
import { type WebAssemblyMemory, webAssembly } from './kernel-memory.ts';

/** What the kernel exports; see kernel.as. */
export interface KernelCode {
  read(start: number, end: number, length: number, tokens: number, isEnd: number): number;
  locate(start: number, end: number, length: number): void;
  sift(length: number, tokens: number, isByPairs: number): number;
  reach(candidates: number): void;
  lookUp(first: number, end: number, known: number): number;
  match(from: number, known: number, tokens: number, isAsSpelled: number): number;
}

/** Compiled once for all scorers of a thread. */
let compiled: object | null = null;

/** The kernel in the given memory; null where there is no WebAssembly. */
export function instantiate(memory: WebAssemblyMemory): KernelCode | null {
  const api = webAssembly();
  if (api === null) return null;
  compiled ??= new api.Module(Buffer.from(KERNEL, 'base64'));
  return new api.Instance(compiled, { env: { memory } }).exports as KernelCode;
}
