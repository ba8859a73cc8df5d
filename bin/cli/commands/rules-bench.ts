import { exampleTexts, perSecond, timeRules } from '../../../rules/index.ts';
import { EXIT } from '../exit.ts';
import { configFrom } from '../program.ts';
import { readRules } from '../rule-set.ts';
import { describeTimes } from '../rules/describe-times.ts';
import { readPosts } from '../rules/post-file.ts';
import { type PacksOption, packsFolder, readSoundPacks } from '../rules/read-packs.ts';
import { say, sayComposed, sayJson } from '../terminal.ts';

export interface BenchOptions extends PacksOption {
  readonly file?: string;
  readonly posts: number;
  readonly rounds: number;
  readonly top: number;
  readonly json?: boolean;
}

/**
 * Says what scoring costs and which rules are dear in it, in microseconds a post. Posts are those of a file; without one the invented posts
 * of the packs, of which most have something for a rule: so nearly every rule is measured, and the whole is not that of ordinary posts.
 */
export async function benchRules(options: BenchOptions): Promise<number> {
  const packsDir = packsFolder(options);
  const { compiled, digest } = await readRules({ packsDir, configDir: configFrom({}).configDir });
  const all =
    options.file === undefined
      ? exampleTexts((await readSoundPacks(options)).located.map(({ pack }) => pack))
      : (await readPosts(options.file)).map(({ text }) => text);
  const texts = spread(all, options.posts);
  const now = () => performance.now() * 1000;
  const times = timeRules(compiled, texts, { rounds: options.rounds, now });
  if (options.json) {
    const { file = null, rounds } = options;
    sayJson({ file, packs: digest, rounds, ...times, postsPerSecond: perSecond(times.whole) });
    return EXIT.done;
  }
  if (options.file === undefined)
    say('invented posts of the packs, shorter than most and full of evidence; name others with --file');
  sayComposed(describeTimes(times, options.top));
  return EXIT.done;
}

/** So many of a list, evenly spread over it: files are often in order of language. */
function spread<T>(all: readonly T[], count: number): readonly T[] {
  if (all.length <= count) return all;
  return Array.from({ length: count }, (_, at) => all[Math.floor((at * all.length) / count)] as T);
}
