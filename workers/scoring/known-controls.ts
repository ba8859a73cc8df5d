import { randomInt } from 'node:crypto';
import type { Kysely } from 'kysely';
import { type FlaggedControl, plantControl } from '../../queue/review/index.ts';
import type { KnownPosts } from '../../queue/runtime/known-posts.ts';
import type { Logger } from '../../queue/runtime/logger.ts';
import { type FlaggedPost, itemIdOf, type Opened, type Schema } from '../../queue/storage/index.ts';
import type { Vault } from '../../queue/vault/index.ts';
import type { Scoring } from './scoring.ts';

/** Plants control items beside the items that a transaction opened, at the set rate. */
type PlantBeside = (
  tx: Kysely<Schema>,
  flagged: readonly FlaggedPost[],
  opened: Opened,
  now: Date,
) => Promise<void>;

/** Mixes posts whose answer is known into what comes to the review desk. */
export interface Controls {
  /**
   * Reads the set with the rules in force, those on hold taken off; anew only when holds change. Outside any transaction.
   */
  prepare(holds: readonly string[]): Promise<PlantBeside>;
}

export interface ControlsOptions {
  readonly known: KnownPosts['controls'];
  /** Share of control items among all that come, between 0 and 1. */
  readonly share: number;
  readonly scoring: Scoring;
  readonly vault: Vault;
  readonly logger: Logger;
  /** A number of [0, 1); random where none is given, so that nobody foresees it. */
  readonly draw?: () => number;
}

type ByLanguage = ReadonlyMap<string, readonly FlaggedControl[]>;

const DRAWS = 2 ** 40;

export function createControls(options: ControlsOptions): Controls {
  const { vault, draw = () => randomInt(DRAWS) / DRAWS } = options;
  let last: { readonly key: string; readonly reading: Promise<ByLanguage> } | undefined;
  return {
    async prepare(holds) {
      const key = holds.join(' ');
      if (last?.key !== key) last = { key, reading: readWithRules(options, holds) };
      const { reading } = last;
      const byLanguage = await reading.catch((error: unknown) => {
        if (last?.reading === reading) last = undefined;
        throw error;
      });
      return async (tx, flagged, opened, now) => {
        const ids = new Set(opened.opened);
        for (const post of flagged) {
          // Copies of one text open one item: only the first of them finds its id here.
          if (post.lane !== 'review' || !ids.delete(itemIdOf(post.contentToken))) continue;
          if (!comesNow(options.share, draw)) continue;
          await plantControl(tx, vault, byLanguage.get(post.language) ?? [], post, now);
        }
      };
    },
  };
}

/**
 * Whether a control item comes beside this item: so often that they are the given share of all that come, which with one
 * beside each n items is 1 of n + 1.
 */
export function comesNow(share: number, draw: () => number): boolean {
  return draw() < share / (1 - share);
}

/**
 * The posts of the set by the language that the rules find them in. One that the rules do not flag for review would be
 * told from the rest by its explanation, so it is left out and named in the process log.
 */
async function readWithRules(
  { known, scoring, vault, logger }: ControlsOptions,
  holds: readonly string[],
): Promise<ByLanguage> {
  const byLanguage = new Map<string, FlaggedControl[]>();
  if (known.length === 0) return byLanguage;
  const ids = known.map(({ key }) => key);
  const contents = known.map(({ text }) => JSON.stringify({ version: 2, text }));
  const { assessments, flagged } = await scoring.assess({
    batchId: 'controls',
    sourceId: 'controls',
    postIds: ids,
    ...vault.sealAll(ids, contents),
    asked: ids,
    languages: known.map(({ language }) => language),
    holds,
  });
  const departures = new Map(flagged.map((one) => [one.postId, one.departures]));
  const found = new Map(assessments.flagged.map((one) => [one.postId, one]));
  for (const post of known) {
    const assessed = found.get(post.key);
    if (assessed?.lane !== 'review') {
      logger.warn({ control: post.key }, 'control item left out: the rules do not flag it for review');
      continue;
    }
    const { language, body } = assessed;
    const others = byLanguage.get(language) ?? [];
    byLanguage.set(language, [
      ...others,
      { known: post, language, assessment: body, departures: departures.get(post.key) ?? [] },
    ]);
  }
  return byLanguage;
}
