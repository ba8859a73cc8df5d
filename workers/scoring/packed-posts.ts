import type { StoredText } from '../../queue/storage/index.ts';

/** Sealed posts as one block of bytes: handing a hundred small buffers to a thread costs more than scoring them. */
export interface PackedPosts {
  readonly ids: readonly string[];
  readonly sourceIds: readonly string[];
  readonly languages: readonly (string | null)[];
  /** Lengths of wrapped key and sealed text, in turn, bytes. */
  readonly lengths: readonly number[];
  /** A buffer of its own: it is moved to the thread, not copied. */
  readonly bytes: Uint8Array<ArrayBuffer>;
}

export function packPosts(posts: readonly StoredText[]): PackedPosts {
  const lengths = posts.flatMap((post) => [post.wrappedKey.length, post.sealed.length]);
  const bytes = new Uint8Array(lengths.reduce((sum, length) => sum + length, 0));
  let at = 0;
  for (const { wrappedKey, sealed } of posts) {
    bytes.set(wrappedKey, at);
    bytes.set(sealed, at + wrappedKey.length);
    at += wrappedKey.length + sealed.length;
  }
  return {
    ids: posts.map((post) => post.id),
    sourceIds: posts.map((post) => post.sourceId),
    languages: posts.map((post) => post.language),
    lengths,
    bytes,
  };
}

export function unpackPosts({ ids, sourceIds, languages, lengths, bytes }: PackedPosts): StoredText[] {
  let at = 0;
  const take = (length = 0): Uint8Array => {
    at += length;
    return bytes.subarray(at - length, at);
  };
  return ids.map((id, index) => ({
    id,
    sourceId: sourceIds[index] ?? '',
    language: languages[index] ?? null,
    wrappedKey: take(lengths[2 * index]),
    sealed: take(lengths[2 * index + 1]),
  }));
}
