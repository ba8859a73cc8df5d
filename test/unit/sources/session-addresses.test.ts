import { describe, expect, it } from 'vitest';
import { addressForm, sessionFree } from '../../../queue/contracts/index.ts';
import { parseHtml } from '../../../workers/sources/html/parse-html.ts';
import { parseLinks } from '../../../workers/sources/parse/parse-links.ts';

const ONE = '0123456789abcdef0123456789abcdef';
const OTHER = 'fedcba9876543210fedcba9876543210';
const url = 'https://board.example/list';

describe('an address with the session of a visitor', () => {
  it.each([
    [`https://b.example/viewtopic.php?t=7&sid=${ONE}`, 'https://b.example/viewtopic.php?t=7'],
    [`https://b.example/viewtopic.php?sid=${ONE}&t=7&p=8#p8`, 'https://b.example/viewtopic.php?t=7&p=8#p8'],
    [`https://b.example/showthread.php?s=${ONE}`, 'https://b.example/showthread.php'],
    ['https://b.example/a;jsessionid=A1.node0?x=1', 'https://b.example/a?x=1'],
    ['https://b.example/?PHPSESSID=abc&a=%20b', 'https://b.example/?a=%20b'],
  ])('%s is the page without it', (given, free) => {
    expect(sessionFree(new URL(given)).href).toBe(free);
    expect(addressForm(given)).toBe(addressForm(free));
  });

  it.each([
    'https://b.example/article.php?sid=123',
    'https://b.example/?s=boats',
    `https://b.example/?basid=${ONE}`,
    `https://b.example/?key=${ONE}`,
  ])('%s has none, and stays as it is', (given) => {
    expect(sessionFree(new URL(given)).href).toBe(given);
  });
});

describe('a board that writes a new session into every link', () => {
  const bytesOf = (sid: string, link: string) =>
    new TextEncoder().encode(`<ul><li><a href="${link}&amp;sid=${sid}">x</a><p>one</p></li></ul>`);

  it('shows the same posts at each visit, with the same addresses', () => {
    const keysAt = (sid: string) => {
      const bytes = bytesOf(sid, '/viewtopic.php?t=7');
      const selectors = { item: 'li', text: 'p', link: 'a' };
      const parsed = parseHtml({ kind: 'html', bytes, contentType: '', url, selectors });
      if (parsed.kind !== 'page') throw new Error(`expected a page, found ${parsed.kind}`);
      return parsed.page.posts.map(({ key, permalink }) => ({ key, permalink }));
    };
    const page = 'https://board.example/viewtopic.php?t=7';
    expect(keysAt(ONE)).toEqual([{ key: page, permalink: page }]);
    expect(keysAt(OTHER)).toEqual(keysAt(ONE));
  });

  it('names the same pages of posts at each visit', () => {
    const bytes = bytesOf(ONE, '/viewtopic.php?t=7');
    const parsed = parseLinks({
      kind: 'links',
      bytes,
      contentType: '',
      url,
      row: 'li',
      links: ['a'],
      next: 'a',
    });
    expect(parsed).toMatchObject({
      page: {
        links: ['https://board.example/viewtopic.php?t=7'],
        next: 'https://board.example/viewtopic.php?t=7',
      },
    });
  });
});
