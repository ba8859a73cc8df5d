import { describe, expect, it } from 'vitest';
import type { ParsedPage, ParseOutcome } from '../../../workers/sources/parse/parse-job.ts';
import { parseListing } from '../../../workers/sources/reddit/parse-listing.ts';
import { parseItems } from '../../../workers/sources/youtube/parse-items.ts';

const url = 'https://api.example/list?limit=100';
const job = (value: unknown) => ({
  bytes: new TextEncoder().encode(JSON.stringify(value)),
  contentType: '',
  url,
});

function pageOf(outcome: ParseOutcome): ParsedPage {
  if (outcome.kind !== 'page') throw new Error(`expected a page, found ${JSON.stringify(outcome)}`);
  return outcome.page;
}

describe('Reddit', () => {
  const links = (...data: object[]) => {
    const children = data.map((one, index) => ({
      kind: 't3',
      data: { name: `t3_${index}`, title: 'title', ...one },
    }));
    return pageOf(
      parseListing({ kind: 'reddit', ...job({ kind: 'Listing', data: { after: 't3_9', children } }) }),
    );
  };

  it('goes on after the last fullname', () => {
    expect(links({}).next).toBe('https://api.example/list?limit=100&after=t3_9');
  });

  it('leaves out what a moderator took away, and the name of an account that is gone', () => {
    const page = links(
      { removed_by_category: 'moderator' },
      { selftext: '[removed]' },
      { title: 'stays', author: '[deleted]' },
    );
    expect(page.posts).toEqual([{ key: 't3_2', text: 'stays' }]);
    expect(page.rejected).toBe(0);
  });

  it.each([
    '[ Removed by Reddit ]',
    '[ Removed by Reddit in response to a copyright notice. ]',
    '[ Deleted By User ]',
  ])('leaves out what is gone: %s', (notice) => {
    const comments = [notice, `I quote ${notice}`].map((body, at) => ({
      kind: 't1',
      data: { name: `t1_${at}`, body },
    }));
    const answer = { kind: 'Listing', data: { children: comments } };
    expect(pageOf(parseListing({ kind: 'reddit', ...job(answer) })).posts.map(({ key }) => key)).toEqual([
      't1_1',
    ]);
    expect(links({ selftext: notice }, { title: notice }, { title: '[Offer] seats' }).posts).toEqual([
      { key: 't3_2', text: '[Offer] seats' },
    ]);
  });

  it('a time that is no time is no reason to lose a post', () => {
    expect(links({ created_utc: 1e300 }).posts).toHaveLength(1);
  });
});

describe('YouTube', () => {
  it('brings replies before what they answer, each with its own address', () => {
    const comment = (id: string, more: object = {}) => ({
      id,
      snippet: { textDisplay: `text ${id}`, authorDisplayName: 'someone', ...more },
    });
    const items = [
      {
        snippet: { videoId: 'v', topLevelComment: comment('a') },
        replies: { comments: [comment('a.b', { parentId: 'a' })] },
      },
    ];
    const answer = { kind: 'youtube#commentThreadListResponse', items, nextPageToken: 'tok' };
    const page = pageOf(parseItems({ kind: 'youtube', ...job(answer) }));
    expect(page.posts.map(({ key, permalink, thread }) => [key, permalink, thread?.replyTo])).toEqual([
      ['a.b', 'https://www.youtube.com/watch?v=v&lc=a.b', 'a'],
      ['a', 'https://www.youtube.com/watch?v=v&lc=a', undefined],
    ]);
    expect(page.next).toBe('https://api.example/list?limit=100&pageToken=tok');
  });

  it('titles come with entities, which are read, and markup stays text', () => {
    const items = [
      { id: { videoId: 'v' }, snippet: { title: 'Don&#39;t &lt;b&gt;', description: 'a &amp; b' } },
    ];
    const page = pageOf(
      parseItems({ kind: 'youtube', ...job({ kind: 'youtube#searchListResponse', items }) }),
    );
    expect(page.posts[0]?.text).toBe("Don't <b>\n\na & b");
  });
});
