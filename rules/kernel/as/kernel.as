// The innermost loops of reading a post, in AssemblyScript. Each says the same as a function in TypeScript, which it is held to
// by tests, and which takes over where there is no WebAssembly or a post is long. Names in capitals are put before each of
// these files when they are compiled (`npm run kernel`): places in memory (layout.ts) and numbers of the engine (kernel-numbers.ts).

export { locate } from './locate';
export { lookUp, reach } from './look-up';
export { match } from './match';
export { read } from './read';
export { sift } from './sift';
