import type { CollectedPost } from '../../queue/contracts/index.ts';
import type { KnownPost, VersionsKept } from '../../queue/storage/index.ts';
import type { Vault } from '../../queue/vault/index.ts';

/** A collected post with what it is known by. */
export interface IdentifiedPost {
  readonly post: CollectedPost;
  /** Of the post, whatever its text. */
  readonly firstId: string;
  /** Of this text, should the post be known with another. */
  readonly versionId: string;
  /** Keyed over `firstId` and the text. */
  readonly textToken: Uint8Array;
}

/** A post as it will be stored. */
export interface NewPost extends IdentifiedPost {
  readonly id: string;
  /** `firstId`, where this is an edited version. */
  readonly editOf: string | null;
}

export interface SortedPosts {
  /** Posts that nobody has seen. */
  readonly fresh: readonly NewPost[];
  /** Posts of this batch or the records whose text is another now. */
  readonly edited: readonly NewPost[];
}

/** 16 bytes. */
const ID_DIGITS = 32;
/** Whatever is not a single space already: most texts hold nothing of it, and are not written anew. */
const SPACES = /\s{2,}|[^\S ]/gu;

/**
 * Ids are keyed, so that nobody who reads the records can tell whether a given public post is among them. The token of a
 * text is keyed with its post: equal texts of two posts share nothing, and an edit that is taken back is the first text
 * again. Spaces and line breaks alone make no edit.
 */
export function identifyPost(vault: Vault, sourceId: string, post: CollectedPost): IdentifiedPost {
  const firstId = vault.tokenHex('post', sourceId, post.key).slice(0, ID_DIGITS);
  const token = vault.tokenHex('text', firstId, post.text.replaceAll(SPACES, ' ').trim());
  return {
    post,
    firstId,
    versionId: token.slice(ID_DIGITS),
    textToken: Buffer.from(token.slice(0, ID_DIGITS), 'hex'),
  };
}

/**
 * Tells new posts and edited ones from those that are known as they are. Each text of a post counts once, in the order
 * in which they came: the first is the post, every further one a version of it.
 * @param known the records' first versions, by id
 */
export function sortPosts(
  given: readonly IdentifiedPost[],
  known: ReadonlyMap<string, Pick<KnownPost, 'textToken'>>,
): SortedPosts {
  const fresh = new Map<string, NewPost>();
  const edited = new Map<string, NewPost>();
  for (const one of given) {
    const first = known.get(one.firstId) ?? fresh.get(one.firstId);
    if (first === undefined) fresh.set(one.firstId, { ...one, id: one.firstId, editOf: null });
    else if (isOther(first.textToken, one.textToken)) {
      edited.set(one.versionId, { ...one, id: one.versionId, editOf: one.firstId });
    }
  }
  return { fresh: [...fresh.values()], edited: [...edited.values()] };
}

/** What was stored before texts had tokens is taken for unchanged. */
function isOther(kept: Uint8Array | null, given: Uint8Array): boolean {
  return kept !== null && Buffer.compare(kept, given) !== 0;
}

/** So many edited versions of a post are stored as they come. */
const FREE_VERSIONS = 10;
/** Further ones at most this often, in milliseconds. */
const LATER_VERSION_MS = 3_600_000;

/**
 * Whether another version is stored now. A selector that takes in "2 hours ago" makes a version of every visit; a post
 * that is shown again comes again, so what it says in the end is stored, an hour later at most. Whoever asks a place only for
 * what changed must ask for all of it while something is put off.
 */
export function mayKeepVersion(kept: VersionsKept | undefined, now: Date): boolean {
  if (kept === undefined || kept.count < FREE_VERSIONS) return true;
  return now.getTime() - kept.latestAt.getTime() >= LATER_VERSION_MS;
}
