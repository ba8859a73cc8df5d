import type { StoredText } from '../../queue/contracts/index.ts';
import { assessmentBody, commitmentOf, treeRoot } from '../../queue/log/index.ts';
import { AppError } from '../../queue/runtime/errors.ts';
import type { FlaggedPost, StoredAssessment } from '../../queue/storage/index.ts';
import { takeRandom, type Vault } from '../../queue/vault/index.ts';
import type { Scorer } from '../../rules/index.ts';
import { parseSealedPost } from '../handlers/sealed-post.ts';

/** What one batch of posts came to. Everything in it is text and numbers, so it crosses a thread's border cheaply. */
export interface AssessedBatch {
  /** In the order of the posts; the leaves of the entry's tree. */
  readonly assessments: readonly StoredAssessment[];
  /** Root over the assessments' commitments, hexadecimal. */
  readonly root: string;
  readonly flagged: readonly FlaggedPost[];
  /** Posts that cannot be opened or assessed. One of them never takes the others with it. */
  readonly broken: readonly { readonly postId: string; readonly message: string }[];
}

const SALT_BYTES = 16;

/** Opens, scores and commits to a batch of posts. Pure but for the salts. */
export function assessBatch(vault: Vault, scorer: Scorer, posts: readonly StoredText[]): AssessedBatch {
  const assessments: StoredAssessment[] = [];
  const commitments: Buffer[] = [];
  const flagged: FlaggedPost[] = [];
  const broken: { postId: string; message: string }[] = [];
  for (const post of posts) {
    try {
      const { text } = parseSealedPost(vault.open(post.id, post));
      const assessment = scorer.score({ text, language: post.language ?? undefined });
      const { lane, release, score, language } = assessment;
      const body = assessmentBody(assessment);
      const salt = takeRandom(SALT_BYTES);
      const commitment = commitmentOf(salt, body);
      commitments.push(commitment);
      assessments.push({
        postId: post.id,
        release,
        lane,
        score,
        language,
        body,
        saltBase64: salt.toString('base64'),
        commitmentBase64: commitment.toString('base64'),
      });
      if (lane !== 'none') {
        const contentToken = vault.token('content', text.trim());
        flagged.push({ postId: post.id, lane, contentToken, sourceId: post.sourceId, language });
      }
    } catch (error) {
      broken.push({ postId: post.id, message: nameOf(error) });
    }
  }
  return { assessments, root: treeRoot(commitments).toString('hex'), flagged, broken };
}

/** The kind of a failure, never its message: that might quote the post, and it goes into logs and the dead letters. */
function nameOf(error: unknown): string {
  if (error instanceof AppError) return error.code;
  return error instanceof Error ? error.name : 'unknown failure';
}
