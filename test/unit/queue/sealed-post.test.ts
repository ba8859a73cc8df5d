import { describe, expect, it } from 'vitest';
import { CollectedPost, SealedPost } from '../../../queue/contracts/index.ts';
import { parseSealedPost } from '../../../workers/handlers/sealed-post.ts';

const FIRST = {
  version: 1,
  text: 'x',
  permalink: 'https://a.example/1',
  media: [{ kind: 'image', alt: 'a pier' }],
};
const SECOND = {
  version: 2,
  text: 'x',
  media: [{ kind: 'image', sha256: null }],
  thread: { replyTo: 'p-1', title: 'a thread' },
};

describe('sealed posts', () => {
  it('of version 1 are read as posts without a thread, whose media were never fetched', () => {
    expect(SealedPost.parse(FIRST)).toEqual({
      ...FIRST,
      media: [{ kind: 'image', alt: 'a pier', sha256: null }],
    });
    expect(parseSealedPost(JSON.stringify(FIRST)).text).toBe('x');
  });

  it('of version 2 carry thread and hashes', () => {
    expect(SealedPost.parse(SECOND)).toEqual(SECOND);
    expect(parseSealedPost(JSON.stringify(SECOND)).text).toBe('x');
  });

  it('of a later version are refused, never read as if they were known', () => {
    const later = { ...SECOND, version: 3 };
    expect(() => parseSealedPost(JSON.stringify(later))).toThrow(
      'expected a sealed post of version 1 or 2, found version 3',
    );
    expect(SealedPost.safeParse(later).success).toBe(false);
  });
});

describe('what an adapter says of media and thread', () => {
  const post = { key: 'k', text: 'x' };
  it.each([
    ['a hash that is none', { media: [{ kind: 'image', sha256: 'abc' }] }],
    ['an empty key', { thread: { replyTo: '' } }],
    ['a field that is not in the contract', { thread: { author: 'somebody' } }],
  ])('is refused for %s', (_what, more) => {
    expect(CollectedPost.safeParse({ ...post, ...more }).success).toBe(false);
  });

  it('is made storable', () => {
    const thread = { title: 'a\u0000b\ud800', replyTo: 'k\ud800' };
    expect(CollectedPost.parse({ ...post, thread }).thread).toEqual({
      title: 'a\ufffdb\ufffd',
      replyTo: 'k\ufffd',
    });
  });
});
