import { createVault } from '../../../queue/vault/index.ts';
import { createScorer } from '../../../rules/index.ts';
import { parseNdjsonRecord } from '../../../workers/intake/record.ts';
import { assessBatch } from '../../../workers/scoring/assess-batch.ts';
import type { ThreadSetup } from '../../../workers/scoring/scoring-thread.ts';

/** What each stage computes for one post, alone and without waiting, microseconds: the share of each in the whole path. */
export function stageCosts(setup: ThreadSetup, lines: readonly string[]): Map<string, number> {
  const vault = createVault(setup.key);
  const scorer = createScorer(setup.rules, { release: setup.release });
  const costs = new Map<string, number>();
  function measure<T>(stage: string, run: (at: number) => T): T[] {
    const results: T[] = [];
    const start = performance.now();
    for (let at = 0; at < lines.length; at += 1) results.push(run(at));
    costs.set(stage, ((performance.now() - start) * 1000) / lines.length);
    return results;
  }
  const posts = measure('parse', (at) => {
    const parsed = parseNdjsonRecord(lines[at] ?? '');
    if ('fault' in parsed) throw new Error(parsed.fault);
    return parsed.post;
  });
  const ids = measure('identify', (at) =>
    vault.token('post', 'bench', posts[at]?.key ?? '').toString('hex', 0, 16),
  );
  const sealed = measure('seal', (at) =>
    vault.seal(ids[at] ?? '', JSON.stringify({ version: 1, text: posts[at]?.text ?? '' })),
  );
  const stored = sealed.map((one, at) => ({
    id: ids[at] ?? '',
    sourceId: 'bench',
    language: posts[at]?.language ?? null,
    ...one,
  }));
  measure('open', (at) => {
    const one = stored[at];
    return one && vault.open(one.id, one);
  });
  measure('score', (at) => scorer.score({ text: posts[at]?.text ?? '', language: posts[at]?.language }));
  const whole = measure('open, score and commit', (at) =>
    assessBatch(vault, scorer, stored.slice(at, at + 1)),
  );
  if (whole.some((batch) => batch.broken.length > 0)) {
    throw new Error('expected every sample post to be assessed');
  }
  return costs;
}
