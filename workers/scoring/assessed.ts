import type { Assessment, SealedPost } from '../../queue/contracts/index.ts';
import type { Content } from '../../rules/index.ts';

/** An opened post with what the rules say of it and what it is about. */
export interface Assessed {
  readonly postId: string;
  readonly post: SealedPost;
  readonly assessment: Assessment;
  readonly content: Content;
}
