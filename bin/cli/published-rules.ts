import type { Earlier } from './output-file.ts';

const EARLIER = 'one that this command wrote earlier';

/** Files that `rules publish` writes, each with how an earlier one is known: the folder that the public sees is written anew. */
export const PUBLISHED = {
  'rules.json': begins(/^\{\n "gate": \{\n/),
  'rules.html': begins(/<title>Registry of rules<\/title>/),
  'algorithm-register.json': begins(/^\{\n "organization": "/),
  'algorithm-register.html': begins(/<title>Entry of the algorithm register<\/title>/),
} as const;

function begins(as: RegExp): Earlier {
  return { what: EARLIER, is: (beginning) => as.test(beginning.toString('latin1')) };
}
