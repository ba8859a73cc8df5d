import type { Assessment, Region, SealedPost } from '../../queue/contracts/index.ts';

/** An opened post with what the rules say of it and what it is about. */
export interface Assessed {
  readonly postId: string;
  readonly post: SealedPost;
  readonly assessment: Assessment;
  /** Whether it is of a person at risk and offers a crossing as well, as plainly as review asks for. */
  readonly isBait: boolean;
  /** Its script (ISO 15924) and the way that it names, between countries: `LY-IT`, or `none`. */
  readonly content: { readonly script: string; readonly corridor: string };
  /** The same way as parts of the world. */
  readonly way: { readonly origin: Region; readonly destination: Region };
}
