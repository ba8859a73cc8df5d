// `node --import tsx --import ./test/tooling/built-code.mjs FILE`: what FILE imports of the product is the built code, as
// users run it. What loads sources for tests wraps every inner function, which doubles the time of small ones.
import { register } from 'node:module';
import { prepare } from '../../bin/prepare.mjs';

prepare();
register('./built-code-hooks.mjs', import.meta.url);
