import type { Kysely } from 'kysely';
import type { Replayer } from '../../queue/oversight/index.ts';
import { readHeldRules, readRelease as readKeptRelease, type Schema } from '../../queue/storage/index.ts';
import { createScorer, type Scorer } from '../../rules/index.ts';
import type { RuleSet } from './rule-set.ts';
import type { RulesWork } from './rules-work.ts';

export interface ReplayerParts {
  readonly db: Kysely<Schema>;
  readonly rules: RuleSet;
  /** The rules in force without those that are switched off. */
  readonly scorerWith: (holds: readonly string[]) => Scorer;
  readonly work: Pick<RulesWork, 'replay'>;
}

/** Makes assessments again: with a release that is kept, and as posts are scored today. */
export function createReplayer({ db, rules, scorerWith, work }: ReplayerParts): Replayer {
  return {
    async withRelease(post, release, holds) {
      // The release in force is compiled already.
      if (release === rules.release) return createScorer(rules.compiled, { release, holds }).score(post);
      const kept = await readKeptRelease(db, release);
      if (kept === undefined) return 'not-kept';
      return work.replay({ release, digest: kept.digest, packs: kept.packs, holds, post });
    },
    // What is on hold today would speak for nothing today.
    withToday: async (post) => scorerWith(await readHeldRules(db)).score(post),
  };
}
