import { describe, expect, it } from 'vitest';
import type { Source } from '../../../queue/contracts/index.ts';
import { infrastructureOf } from '../../../workers/sharing/infrastructure.ts';
import { namesSomebody } from '../../../workers/sharing/names-somebody.ts';
import { authorisationOf } from '../../support/authorisation.ts';
import { fc } from '../../support/properties.ts';

const HOST = 'board.example';
const TEXT = 'Places left, write to @invented_name or call +00 555 010 0199';

function sourceOf(kind: string, url = `https://${HOST}/offers`): Source {
  return {
    id: 'board',
    kind,
    url,
    authorisation: authorisationOf(url),
  } as never;
}
const placeOf = (address: string | null, more: object = {}) =>
  infrastructureOf({ source: sourceOf('html'), address, author: 'Invented Author', text: TEXT, ...more });

describe('places that may be told', () => {
  it.each([
    [
      'the page of an offer',
      `https://${HOST}/offers/seats-on-a-boat`,
      `https://${HOST}/offers/seats-on-a-boat`,
    ],
    [
      'a page by its number',
      `https://${HOST}/viewtopic.php?t=123&p=4567`,
      `https://${HOST}/viewtopic.php?t=123&p=4567`,
    ],
    ['the list where the page is nowhere', null, `https://${HOST}/offers`],
  ])('EVI-16 are %s', (_, address, url) => {
    expect(placeOf(address)).toEqual({ domain: HOST, url, withheld: null });
  });

  it.each([
    ['https://иванпетров.example/', 'Иван Петров'],
    ['https://أحمد.example/', 'أحمد'],
    ['https://board.example/jose-garcia', 'José García'],
    ['https://board.example/gulsah', 'Gülşah'],
    ['https://board.example/isik-strasse', 'Işık Straße'],
    ['https://board.example/王伟.html', '王伟'],
  ])('EVI-16 are none of %s, where %s wrote', (address, author) => {
    expect(namesSomebody(new URL(address), author.split(' '))).toBe(true);
    expect(namesSomebody(new URL(address), ['Somebody'])).toBe(false);
  });

  it.each([
    ['a profile', '/user/4711'],
    ['a profile by another word', '/members/anybody.12/'],
    ['a profile among profiles', '/profiles/4711'],
    ['a profile in a program', '/profile.php?id=12'],
    ['a profile in a program of profiles', '/profiles.php?id=12'],
    ['a handle', '/@anybody/123'],
    ['a handle that is encoded', '/%40anybody/123'],
    ['a handle that is encoded twice', '/%2540anybody/123'],
    ['a home page', '/~anybody/'],
    ['mail', '/write/anybody@mail.example'],
    ['a telephone number', '/call/+00-555-010-0199'],
    ['a telephone number in digits of its own', '/call/٠٠٥٥٥٠١٠٠١٩٩'],
    ['a telephone number in a title', '/boat-tickets-005550100199'],
    ['a number that could be dialled', '/12345678901'],
    ['a telephone number that the text does not name', '/boat-tickets-007770123456'],
    ['a telephone number of seven digits', '/call/777-0123'],
    ['a short number that begins as no record does', '/offers/077701234'],
    ['a number of more digits than a record has', '/offers/1777012345'],
    ['a telephone number in the query', '/show?ref=007770123456'],
    ['a handle that is encoded three times', '/%252540anybody/123'],
    ['what no decoder reads', '/offers/%ff'],
    // The author's names are in none of them: they are told by what stands beside them alone.
    ['somebody in the query', '/show?seller=12'],
    ['somebody in the query by a number', '/show?uid=12'],
    ['words in the query', '/search?q=who+is+it'],
    ['the name of the author', '/offers/boat-by-invented-author'],
    ['a part of the name of the author', '/offers/invented'],
    ['a handle of the text', '/offers/invented_name/2'],
  ])('EVI-16 are only the list where the page has %s', (_, path) => {
    expect(placeOf(`https://${HOST}${path}`)).toEqual({
      domain: HOST,
      url: `https://${HOST}/offers`,
      withheld: null,
    });
  });

  it.each(['telegram', 'mastodon', 'bluesky', 'jetstream', 'reddit', 'youtube', 'import'])(
    'EVI-16 are none where everything stands under an account: %s',
    (kind) => {
      const found = placeOf(`https://${HOST}/offers/2`, { source: sourceOf(kind) });
      expect(found).toEqual({ domain: null, url: null, withheld: 'not-a-site' });
    },
  );

  it.each([
    ['a platform that is read as a site', 'https://t.me/s/anything', 'not-a-site'],
    ['a site below a platform', 'https://anybody.tumblr.com/', 'not-a-site'],
    ['an address of a machine', 'https://192.0.2.7/offers', 'not-public'],
    ['a host that bears the name of the author', 'https://invented-author.example/offers', 'names-somebody'],
    ['a host that bears a number', 'https://call-005550100199.example/', 'names-somebody'],
    [
      'a host with a number that the text does not name',
      'https://call-007770123456.example/',
      'names-somebody',
    ],
  ])('EVI-16 are none of %s', (_, url, withheld) => {
    const found = placeOf(url, { source: sourceOf('html', url) });
    expect(found).toEqual({ domain: null, url: null, withheld });
  });

  it('EVI-16 are only the list where the page has both names of an author, each too short by itself', () => {
    const place = placeOf(`https://${HOST}/offers/by-bo-ek`, { author: 'Bo Ek' });
    expect(place.url).toBe(`https://${HOST}/offers`);
  });

  it('EVI-16 are of a site whose name ends as that of a platform', () => {
    const url = 'https://boatx.com/offers';
    expect(placeOf(null, { source: sourceOf('html', url) })).toEqual({
      domain: 'boatx.com',
      url,
      withheld: null,
    });
  });

  it('EVI-16 are never the list of another host than the one that is told', () => {
    const scope = [HOST, `ads.${HOST}`].map((host) => ({ host, paths: ['/'] }));
    const source = { ...sourceOf('html'), authorisation: authorisationOf(`https://${HOST}/`, { scope }) };
    expect(placeOf(`https://ads.${HOST}/user/12`, { source })).toEqual({
      domain: `ads.${HOST}`,
      url: null,
      withheld: 'names-somebody',
    });
  });

  it('EVI-16 are of hosts that an authorisation names, and none once the source is gone', () => {
    expect(placeOf('https://elsewhere.example/offers/1')).toMatchObject({
      domain: HOST,
      url: `https://${HOST}/offers`,
    });
    expect(placeOf(`https://${HOST}/offers/1`, { source: undefined })).toMatchObject({
      withheld: 'source-removed',
    });
  });

  it('EVI-16 R1 never hold a name, a handle or a number that is put into an address anywhere', () => {
    const name = fc.stringMatching(/^[a-z]{4,12}$/);
    const phone = fc.stringMatching(/^[1-9]\d{9,12}$/);
    const wrap = fc.constantFrom(
      ...['/offers/%s', '/offers/by-%s-2', '/offers?ref=%s', '/%s', '/offers/2/%s.html', '/offers/x_%s_y'],
    );
    fc.assert(
      fc.property(name, phone, wrap, fc.boolean(), (author, number, shape, isPhone) => {
        const secret = isPhone ? number : author;
        const address = `https://${HOST}${shape.replace('%s', encodeURIComponent(secret))}`;
        const text = `Places left. ${isPhone ? `Call ${number}` : ''}`;
        const { url, domain } = placeOf(address, { author: `${author} x`, text });
        // A name that is a part of the site's own name keeps everything in.
        expect(`${url} ${domain}`.replaceAll('null', '')).not.toContain(secret);
      }),
      { numRuns: 2000 },
    );
  });

  it('EVI-16 are told of no address with a part for its user or behind its end', () => {
    for (const url of ['https://somebody@board.example/', 'https://board.example/#anybody'])
      expect(namesSomebody(new URL(url))).toBe(true);
  });
});
