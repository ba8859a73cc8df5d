import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { Source } from '../../../queue/contracts/index.ts';
import { captureNotices } from '../../../workers/evidence/capture-scope.ts';
import { ROOT } from '../../architecture/support/source-files.ts';

const EXAMPLES = join(ROOT, 'config', 'sources');

type Collected = Exclude<Source, { kind: 'import' }>;

function example(kind: string): Collected {
  const source = Source.parse(parse(readFileSync(join(EXAMPLES, `example-${kind}.yml`), 'utf8')));
  if (source.kind === 'import') throw new Error('expected a source that is collected');
  return { ...source, enabled: true };
}

function withScope(source: Collected, paths: readonly string[]): Collected {
  const scope = source.authorisation.scope.map(({ host }) => ({ host, paths: [...paths] }));
  return { ...source, authorisation: { ...source.authorisation, scope } };
}

describe('what keeps flagged posts from being captured', () => {
  it.each(readdirSync(EXAMPLES).flatMap((file) => /^example-(.*)\.yml$/.exec(file)?.[1] ?? []))(
    'nothing, in the example of %s',
    (kind) => expect(captureNotices(example(kind))).toEqual([]),
  );

  it.each([
    ['mastodon', '/api/v1/statuses/'],
    ['lemmy', '/api/v3/comment'],
    ['discourse', '/posts/by_number/, which'],
    ['bluesky', '/xrpc/app.bsky.feed.getPosts'],
    ['jetstream', '/xrpc/app.bsky.feed.getPosts'],
    ['reddit', '/api/info'],
    ['youtube', '/youtube/v3/'],
  ])('a scope of %s without %s', (kind, path) => {
    const narrow = withScope(example(kind), ['/elsewhere/']);
    expect(captureNotices(narrow)).toEqual([
      { kind: 'capture', field: 'scope', message: expect.stringContaining(path) },
    ]);
    expect(captureNotices({ ...narrow, enabled: false })).toEqual([]);
  });

  it('the answers of a list of posts, where comments alone are in scope', () => {
    const posts = { ...example('lemmy'), list: 'posts/a' } as Collected;
    expect(captureNotices(withScope(posts, ['/api/v3/comment']))).toMatchObject([
      { message: expect.stringContaining('/api/v3/post,') },
    ]);
    expect(captureNotices(withScope(posts, ['/api/v3/post']))).toEqual([]);
  });

  it.each(['feed', 'html', 'telegram', 'wordpress'])(
    'says nothing of %s, whose pages only posts name',
    (kind) => expect(captureNotices(withScope(example(kind), ['/elsewhere/']))).toEqual([]),
  );
});
