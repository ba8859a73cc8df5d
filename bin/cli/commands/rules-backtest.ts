import { backtest, createShadowFinder } from '../../../rules/index.ts';
import { EXIT } from '../exit.ts';
import type { SharedOptions } from '../program.ts';
import { describeBacktest } from '../rules/describe-backtest.ts';
import { packsAgainst } from '../rules/packs-against.ts';
import { readPosts } from '../rules/post-file.ts';
import { type PacksOption, readSoundPacks, scorerOf } from '../rules/read-packs.ts';
import { sayComposed, sayJson } from '../terminal.ts';

export interface BacktestOptions extends PacksOption, SharedOptions {
  /** A folder, or the id of a release. */
  readonly against: string;
}

/** Compares the packs at hand with earlier ones on the posts of a file. */
export async function backtestRules(file: string, options: BacktestOptions): Promise<number> {
  const before = await packsAgainst(options.against, options);
  const after = await readSoundPacks(options);
  const posts = await readPosts(file);
  const inShadow = createShadowFinder(after.located.map(({ pack }) => pack));
  const result = backtest(await scorerOf(before), await scorerOf(after), posts, inShadow);
  if (options.json) sayJson(result);
  else sayComposed(describeBacktest(result));
  return EXIT.done;
}
