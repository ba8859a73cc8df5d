import type { CollectedPost, SealedBatch } from '../../../queue/contracts/index.ts';
import { createVault, type Vault } from '../../../queue/vault/index.ts';
import { createScorer } from '../../../rules/index.ts';
import { parseNdjsonRecord } from '../../../workers/intake/record.ts';
import { assessBatch } from '../../../workers/scoring/assess-batch.ts';
import type { ThreadSetup } from '../../../workers/scoring/scoring-thread.ts';

const BATCH = 100;

/** What each stage computes for one post, alone and without waiting, microseconds: the share of each in the whole path. */
export function stageCosts(setup: ThreadSetup, lines: readonly string[]): Map<string, number> {
  const vault = createVault(setup.key);
  const scorer = createScorer(setup.rules, { release: setup.release });
  const costs = new Map<string, number>();
  function measure<T, U>(stage: string, items: readonly T[], run: (item: T) => U): U[] {
    const start = performance.now();
    const results = items.map(run);
    costs.set(stage, ((performance.now() - start) * 1000) / lines.length);
    return results;
  }
  const posts = measure('parse', lines, (line) => {
    const parsed = parseNdjsonRecord(line);
    if ('fault' in parsed) throw new Error(parsed.fault);
    return parsed.post;
  });
  const identified = measure('identify', posts, (post) => ({
    id: vault.token('post', 'bench', post.key).toString('hex', 0, 16),
    post,
  }));
  const groups = Array.from({ length: Math.ceil(lines.length / BATCH) }, (_, at) =>
    identified.slice(at * BATCH, (at + 1) * BATCH),
  );
  const batches = measure('seal', groups, (group) => toBatch(vault, group));
  measure('open', batches, (batch) => vault.openTogether(batch.postIds, batch));
  measure('score', posts, (post) => scorer.score({ text: post.text, language: post.language }));
  const whole = measure('open, score and commit', batches, (batch) => assessBatch(vault, scorer, batch));
  if (whole.some((batch) => batch.broken.length > 0)) {
    throw new Error('expected every sample post to be assessed');
  }
  return costs;
}

function toBatch(vault: Vault, group: readonly { id: string; post: CollectedPost }[]): SealedBatch {
  const postIds = group.map(({ id }) => id);
  const texts = group.map(({ post }) => JSON.stringify({ version: 1, text: post.text }));
  const languages = group.map(({ post }) => post.language ?? null);
  return {
    batchId: 'bench',
    sourceId: 'bench',
    postIds,
    ...vault.sealTogether(postIds, texts),
    lengths: null,
    asked: postIds,
    languages,
  };
}
