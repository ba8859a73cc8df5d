// `node --import tsx --import ./test/tooling/built-code.mjs FILE`: what FILE imports of the product is the built code, as
// users run it. What loads sources for tests wraps every inner function, which doubles the time of small ones.
import { register } from 'node:module';
import { isMainThread } from 'node:worker_threads';
import { prepare } from '../../bin/prepare.mjs';

// Threads run what their process was prepared for: sources that change meanwhile are not built under it.
if (isMainThread) prepare();
register('./built-code-hooks.mjs', import.meta.url);
