import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Source } from '../../../queue/contracts/index.ts';
import { faultOf } from '../../../workers/evidence/fault-reason.ts';
import type { Collector } from '../../../workers/sources/index.ts';
import { common } from '../../fixtures/sources/adapter-case.ts';
import { type FixtureWeb, type Respond, startFixtureWeb } from '../../fixtures/sources/fixture-web.ts';
import { testCollector } from '../../support/collectors.ts';

const says =
  (status: number, value?: unknown): Respond =>
  (_request, response) =>
    void response
      .writeHead(status, { 'content-type': 'application/json' })
      .end(value === undefined ? undefined : JSON.stringify(value));

/** By kind: what it takes beside what all sources have, and where its one post is asked for. */
const KINDS = {
  lemmy: [{ list: 'posts/travel' }, '/api/v3/post?id=7'],
  discourse: [{}, '/posts/by_number/7/3.json'],
  wordpress: [{ list: 'posts' }, '/wp-json/wp/v2/posts?slug=boats'],
  bluesky: [{ list: 'author/alice.example.org' }, '/xrpc/app.bsky.feed.getPosts?uris=at%3A%2F%2Fx'],
  youtube: [{ list: 'comments/v1' }, '/youtube/v3/comments?part=snippet&textFormat=plainText&id=a'],
  reddit: [{ list: 'new/travel' }, '/r/travel/api/info?id=t3_abc&raw_json=1'],
  mastodon: [{}, '/api/v1/statuses/7'],
} as const;

describe('an interface that is asked for one post', () => {
  let web: FixtureWeb;
  let collector: Collector;
  let folder: string;
  beforeEach(async () => {
    web = await startFixtureWeb();
    folder = mkdtempSync(join(tmpdir(), 'vigie-moved-'));
    writeFileSync(join(folder, 'key'), 'an-id:a-secret\n', { mode: 0o600 });
    web.on('/token', says(200, { access_token: 'a-token' }));
    collector = testCollector({ loopbackPorts: new Set([web.port]), minDelayMs: 0 });
  });
  afterEach(async () => {
    await collector.close();
    await web.close();
    rmSync(folder, { recursive: true });
  });

  /** What a capture says of an answer at the one post's address. */
  async function reasonOf(kind: keyof typeof KINDS, respond?: Respond): Promise<unknown> {
    const [more, address] = KINDS[kind];
    const { origin } = web;
    const key = kind === 'youtube' || kind === 'reddit' ? { apiKeyFile: join(folder, 'key') } : {};
    const token = kind === 'reddit' ? { tokenUrl: `${origin}/token` } : {};
    const source = Source.parse({ ...common(origin), kind, url: origin, ...more, ...key, ...token });
    if (respond !== undefined) web.on(address.split('?')[0] ?? '', respond);
    const asked = collector.captureAnswer(source, { kind: 'answer', url: `${origin}${address}` });
    return await asked.then(
      () => 'captured',
      (error: unknown) => faultOf(error).reason,
    );
  }

  it.each(['lemmy', 'discourse', 'wordpress', 'bluesky', 'youtube', 'reddit'] as const)(
    '%s: a bare 404 says that it has moved, and nothing of the post',
    async (kind) => {
      expect(await reasonOf(kind)).toBe('changed');
      expect(await reasonOf(kind, says(410, { code: 'no_route' }))).toBe('changed');
    },
  );

  it.each([
    ['lemmy', { error: 'not_found' }],
    ['lemmy', { error: 'couldnt_find_post' }],
    ['discourse', { errors: ['not there'], error_type: 'not_found' }],
    ['youtube', { error: { code: 404, errors: [{ domain: 'youtube.comment', reason: 'commentNotFound' }] } }],
  ] as const)('%s: its own words with 404 say that the post is gone', async (kind, words) => {
    expect(await reasonOf(kind, says(404, words))).toBe('gone');
  });

  it('that says it by its status alone is believed', async () => {
    expect(await reasonOf('mastodon', says(404, { error: 'Record not found' }))).toBe('gone');
  });

  it.each([404, 410])('its token’s address that answers %d says nothing of the post', async (status) => {
    web.on('/token', says(status));
    expect(await reasonOf('reddit')).toBe('no-key');
  });
});
