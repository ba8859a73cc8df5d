import { KERNEL } from './kernel-code.ts';
import { type WebAssemblyApi, type WebAssemblyMemory, webAssembly } from './kernel-memory.ts';

/** What the kernel exports; see as/kernel.as. */
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

/** The kernel in the given memory; null where there is no WebAssembly, or none with vectors. */
export function instantiate(memory: WebAssemblyMemory): KernelCode | null {
  const api = webAssembly();
  if (api === null) return null;
  compiled ??= compile(api);
  return compiled === null ? null : (new api.Instance(compiled, { env: { memory } }).exports as KernelCode);
}

/** Null where the processor has no instructions for vectors of 128 bits (SSE4.1, NEON): Node then refuses such code. */
function compile(api: WebAssemblyApi): object | null {
  const bytes = Buffer.from(KERNEL, 'base64');
  return api.validate(bytes) ? new api.Module(bytes) : null;
}
