import type { Kysely } from 'kysely';
import type { DashboardContext } from '../../dashboard/context.ts';
import { readHeldRules, type Schema } from '../../queue/storage/index.ts';
import { type Scorer, shippedPacksDir } from '../../rules/index.ts';
import type { RuleSet } from './rule-set.ts';
import type { RulesWork } from './rules-work.ts';

interface Given {
  readonly db: Kysely<Schema>;
  readonly rules: RuleSet;
  readonly packsDir: string | undefined;
  readonly scorerWith: (holds: readonly string[]) => Scorer;
  readonly work: Pick<RulesWork, 'tell'>;
}

/** How the rules in force read a text that somebody tries, without those on hold; and what only their packs tell of it. */
export function triedTexts(given: Given): Pick<DashboardContext, 'assess' | 'namedIn' | 'packsOn'> {
  const { db, rules, packsDir, scorerWith, work } = given;
  const scorer = async () => scorerWith(await readHeldRules(db));
  return {
    assess: async (text) => (await scorer()).score({ text }),
    namedIn: async (text) => (await scorer()).entities(text),
    async packsOn(text) {
      const reader = await scorer();
      const { language, signals, counterSignals } = reader.score({ text });
      const post = { text, language, words: reader.words(text) };
      const found = [...signals, ...counterSignals];
      return work.tell({ dir: packsDir ?? shippedPacksDir(), digest: rules.digest, post, found });
    },
  };
}
