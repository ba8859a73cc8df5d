import { describe, expect, it } from 'vitest';
import { addressOf, withAddresses } from '../../../workers/sources/parse/addresses.ts';
import { finishPosts } from '../../../workers/sources/parse/draft-post.ts';
import { readHtml } from '../../../workers/sources/parse/html-addresses.ts';

const INVITATION = 'https://t.me/+AbCdEfGhIjKlMnOp';

describe('where a link leads', () => {
  it.each([
    ['HTTPS://T.me/+AbC', 'https://t.me/+AbC'],
    ['/u/one', 'https://board.example/u/one'],
    ['tel:+00 555 0100', 'tel:+005550100'],
    ['tel:%2B00-555-0100;ext=1', 'tel:+00-555-0100'],
    ['sms:+005550100?body=hello', 'sms:+005550100'],
    ['MAILTO:boats@host.example?subject=x', 'mailto:boats@host.example'],
    ['whatsapp://send?phone=005550100', 'whatsapp://send?phone=005550100'],
    ['tg://resolve?domain=example_handle', 'https://t.me/example_handle'],
    ['tg://join?invite=AbCdEf', 'https://t.me/+AbCdEf'],
    ['tg://resolve?phone=005550100', 'https://t.me/+005550100'],
    ['tg://settings', undefined],
    ['tg://resolve?domain=https://[', undefined],
    ['sgnl://a%20b/', undefined],
    ['sgnl://signal.me/#p/+005550100', 'https://signal.me/#p/+005550100'],
    ['whatsapp://chat?code=AbCdEf', 'https://chat.whatsapp.com/AbCdEf'],
    ['viber://chat?number=%2B005550100', 'viber://chat?number=%2B005550100'],
    ['javascript:alert(1)', undefined],
    ['data:text/html,x', undefined],
    ['tel:', undefined],
    ['tel:////[', 'tel:['],
    ['mailto:%2F%2F%5B', 'mailto:['],
    ['tel:%20%2F%2F%5B', 'tel:['],
    ['https://exa mple.org', undefined],
  ])('%s is %s', (link, address) => {
    expect(addressOf(link, 'https://board.example/t/1')).toBe(address);
  });
});

describe('a text with its addresses', () => {
  it('has each on a line of its own behind it, once', () => {
    const addresses = [INVITATION, 'http://www.t.me/+AbCdEfGhIjKlMnOp/', 'tel:+005550100'];
    expect(withAddresses('Book here', addresses)).toBe(
      `Book here\nhttp://www.t.me/+AbCdEfGhIjKlMnOp/\ntel:+005550100`,
    );
    expect(withAddresses('', [INVITATION])).toBe(INVITATION);
  });

  it.each([
    ['as it stands', `ask at ${INVITATION}.`, INVITATION],
    ['without its scheme', 'ask at T.me/+AbCdEfGhIjKlMnOp!', INVITATION],
    ['with a slash at its end', 'see example.org/boats/, now', 'https://www.example.org/boats'],
    ['in its own letters', 'see example.org/قارب', 'https://example.org/%D9%82%D8%A7%D8%B1%D8%A8'],
    ['with a host in its own letters', 'see пример.example/a', 'https://xn--e1afmkfd.example/a'],
    ['as a number with spaces', 'call +00 555 01-00', 'tel:+005550100'],
    ['as a number beside another', '0015550199 / 00155 501 00', 'tel:0015550100'],
    ['as a number in other digits', 'اتصل ٠٠٥٥٥٠١٠٠', 'tel:005550100'],
    ['as a mailbox', 'write to Boats@host.example', 'mailto:boats@host.example'],
  ])('has none twice that it says %s', (_how, text, address) => {
    expect(withAddresses(text, [address])).toBe(text);
  });

  it.each([
    ['a shortened one', 't.me/+AbCdEfGhIjK...', INVITATION],
    ['a longer one', 't.me/boats_and_more', 'https://t.me/boats'],
    ['one below it', 't.me/boats/17', 'https://t.me/boats'],
    ['one of another host', 'bit.me/boats', 'https://t.me/boats'.replace('t.me', 'it.me')],
    ['another one in capitals', 't.me/+ABCDEFGHIJKLMNOP', INVITATION],
    ['a sum with the digits of a short number', '1125 euro', 'tel:112'],
  ])('has it where it says %s', (_what, text, address) => {
    expect(withAddresses(text, [address])).toBe(`${text}\n${address}`);
  });

  it('has it without what tells who passed it on, and none that it says with that', () => {
    const tracked = 'https://example.org/a?utm_source=x&id=7&FBCLID=y&sid=0123456789abcdef0123456789abcdef';
    expect(withAddresses('Book here', [tracked])).toBe('Book here\nhttps://example.org/a?id=7');
    expect(withAddresses(`see ${tracked}`, [tracked])).toBe(`see ${tracked}`);
  });

  it('has so many and so long ones as a post may have', () => {
    const many = Array.from({ length: 100 }, (_, n) => `https://example.org/${n}`);
    expect(withAddresses('x', many).split('\n')).toHaveLength(21);
    const [, long = ''] = withAddresses('x', [`https://example.org/${'y'.repeat(9000)}`]).split('\n');
    expect(long).toHaveLength(2001);
    expect(long).toMatch(/y…$/);
  });

  it('of a host again and again is looked through in no time', () => {
    const text = 'a/'.repeat(50_000);
    const many = Array.from({ length: 100 }, (_, n) => `https://a/${'a/'.repeat(900)}${n}`);
    const start = performance.now();
    expect(withAddresses(text, many).split('\n')).toHaveLength(21);
    expect(withAddresses(text, [`https://a/${'a/'.repeat(40_000)}`])).toMatch(/…$/);
    expect(performance.now() - start).toBeLessThan(2000);
  });

  it('is known by what is read of it, so that an address that is another at every visit makes no new post', () => {
    const keyOf = (text: string, addresses: readonly string[] = []) =>
      finishPosts([{ text, addresses }], 'https://board.example/', undefined).posts[0]?.key;
    expect(keyOf('Book here', [INVITATION])).toBe(keyOf('Book here'));
    expect(keyOf('', [INVITATION])).toBeUndefined();
    const known = { key: 'k', text: '', addresses: [INVITATION] };
    expect(finishPosts([known], 'https://board.example/', undefined).posts).toMatchObject([
      { text: INVITATION },
    ]);
  });
});

describe('HTML', () => {
  const read = (html: string) => readHtml(html, ['https://www.board.example/t/1']);

  it('has a text, and where its links lead', () => {
    const html = `<p>Seats left. <a href="${INVITATION}">Book <b>here</b></a> or <a href="tel:+005550100">call</a></p>`;
    expect(read(html)).toEqual({
      text: 'Seats left. Book here or call',
      addresses: [INVITATION, 'tel:+005550100'],
    });
  });

  it('made of a channel has the invitations that stand on its messenger, and no post of its own', () => {
    const html = `<a href="${INVITATION}">Book</a> <a href="https://t.me/boats/4">before</a> <a href="https://t.me/other">x</a>`;
    expect(readHtml(html, ['https://t.me/boats/5', 'https://feeds.example/boats']).addresses).toEqual([
      INVITATION,
      'https://t.me/other',
    ]);
  });

  it.each([
    ['a page of the same site', '<a href="/about">about</a><a href="https://board.example/u/2">x</a>'],
    ['a place on the page', '<a href="#note">1</a>'],
    ['somebody who is mentioned', '<a class="u-url mention" href="https://other.example/@x">@x</a>'],
    ['a hashtag', '<a class="mention hashtag" rel="tag" href="https://other.example/tags/x">#x</a>'],
    [
      'a button to pass it on',
      '<a href="https://wa.me/?text=seats">share</a><a href="https://t.me/share/url?url=x">s</a>',
    ],
    ['a script', '<a href="javascript:void(0)">x</a>'],
    ['an address without a link', '<a name="x">x</a>'],
  ])('has no address of %s', (_what, html) => {
    expect(read(html).addresses).toEqual([]);
  });
});
