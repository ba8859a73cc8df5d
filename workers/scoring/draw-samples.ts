import type { SampledShares, SealedPost } from '../../queue/contracts/index.ts';
import { assessmentBody } from '../../queue/log/index.ts';
import { itemIdOf, type NewSample } from '../../queue/storage/index.ts';
import type { Vault } from '../../queue/vault/index.ts';
import type { Assessed } from './assessed.ts';

const DRAWS = 2 ** 48;

/**
 * Draws among posts that nothing flagged. A post is drawn when its keyed token is small enough: nobody without the vault key
 * can foresee it, and whoever has the key can draw again and find the same. What was drawn is sealed anew, so that it shares no key with what is destroyed as it is scored; who wrote
 * it and where stay behind.
 */
export function drawSamples(
  vault: Vault,
  { byLanguage, others }: SampledShares,
  unflagged: readonly Assessed[],
): NewSample[] {
  return unflagged.flatMap(({ postId, post, assessment, content }): NewSample[] => {
    const share = byLanguage[assessment.language] ?? others;
    if (vault.token('sample', 'draw', postId).readUIntBE(0, 6) / DRAWS >= share) return [];
    const token = vault.token('sample', 'item', postId);
    const itemId = itemIdOf(token);
    return [
      {
        postId,
        token,
        itemId,
        language: assessment.language,
        script: content.script,
        corridor: content.corridor,
        share,
        assessment: assessmentBody(assessment),
        ...vault.seal(itemId, JSON.stringify(withoutAuthor(post))),
      },
    ];
  });
}

function withoutAuthor({ author: _, permalink: __, ...post }: SealedPost): SealedPost {
  return post;
}
