import type { SealedPost } from '../../queue/contracts/index.ts';

/**
 * The sealed part of a stored post. The vault has authenticated it, so only its version is looked at.
 * @throws Error for a version that this program does not know
 */
export function parseSealedPost(json: string): SealedPost {
  const content = JSON.parse(json) as SealedPost;
  if (content.version === 1 || content.version === 2) return content;
  throw new Error(
    `expected a sealed post of version 1 or 2, found version ${String((content as { version?: unknown }).version)}`,
  );
}
