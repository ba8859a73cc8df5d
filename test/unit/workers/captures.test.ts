import { describe, expect, it } from 'vitest';
import { coverNames, missingRoles, NAMED_IN_TEXT, Source } from '../../../queue/contracts/index.ts';
import { AppError } from '../../../queue/runtime/errors.ts';
import { addressOfPost } from '../../../workers/evidence/address-of-post.ts';
import { clockState } from '../../../workers/evidence/clock-state.ts';
import { faultBy, faultOf, nextAttempt } from '../../../workers/evidence/fault-reason.ts';
import { searchKey } from '../../../workers/evidence/wacz.ts';
import { cpuMicroseconds } from '../../bench/cpu-time.ts';
import { authorisationOf } from '../../support/authorisation.ts';
import { slowness } from '../../support/machine-speed.ts';

const source = (kind: string, url: string, extra: object = {}): Source =>
  Source.parse({ id: 'one', name: 'One', kind, url, authorisation: authorisationOf(url), ...extra });

const SOCIAL = source('mastodon', 'https://social.example/', { timeline: 'public' });

describe('where a post is captured', () => {
  it.each<[Source, string, string, string]>([
    [
      source('feed', 'https://news.example/feed'),
      'https://news.example/a/1',
      'page',
      'https://news.example/a/1',
    ],
    [SOCIAL, 'https://social.example/@x/11', 'answer', 'https://social.example/api/v1/statuses/11'],
    // It lives on another server: no number of ours.
    [SOCIAL, 'https://other.example/@x/11', 'page', 'https://other.example/@x/11'],
    [
      source('discourse', 'https://talk.example/'),
      ...([
        'https://talk.example/t/rides/7/3',
        'answer',
        'https://talk.example/posts/by_number/7/3.json',
      ] as const),
    ],
    [
      source('telegram', 'https://t.me/s/channel'),
      ...(['https://t.me/channel/12', 'page', 'https://t.me/s/channel/12'] as const),
    ],
    [
      source('wordpress', 'https://site.example/blog', { list: 'posts' }),
      ...(['https://site.example/blog/?p=9', 'page', 'https://site.example/blog/?p=9'] as const),
    ],
    [
      // Its pages are out of scope; the interface is not.
      source('wordpress', 'https://site.example/blog', {
        list: 'posts',
        authorisation: authorisationOf('https://site.example/', {
          scope: [{ host: 'site.example', paths: ['/blog/wp-json/'] }],
        }),
      }),
      'https://site.example/blog/2026/boats%20%d8%a3/',
      'answer',
      'https://site.example/blog/wp-json/wp/v2/posts?slug=boats+%D8%A3',
    ],
    [
      source('lemmy', 'https://lemmy.example/', { list: 'comments/travel' }),
      'https://lemmy.example/comment/4',
      'answer',
      'https://lemmy.example/api/v3/comment?id=4',
    ],
  ])('of %j at %s is the %s at %s', (given, permalink, kind, url) => {
    expect(addressOfPost(given, permalink)).toEqual({ kind, url });
  });

  it.each([
    'https://www.reddit.com/r/travel/wiki/page',
    'https://www.reddit.com/user/somebody',
    'https://redd.it/abc',
  ])('is nowhere where %s is no post of Reddit: its pages are closed to programs', (permalink) => {
    const reddit = source('reddit', 'https://oauth.reddit.com', { list: 'new/travel', apiKeyFile: '/key' });
    expect(addressOfPost(reddit, permalink)).toBeNull();
  });

  it.each([
    ['https://www.reddit.com/r/Travel/comments/1ab2c/some_title/', '/r/Travel/api/info', 't3_1ab2c'],
    ['https://www.reddit.com/r/Travel/comments/1ab2c', '/r/Travel/api/info', 't3_1ab2c'],
    ['https://www.reddit.com/r/Travel/comments/1ab2c/some_title/k9/', '/r/Travel/api/info', 't1_k9'],
  ])('of %s at Reddit is the thing alone, below its subreddit', (permalink, path, id) => {
    const reddit = source('reddit', 'https://oauth.reddit.com', { list: 'new/travel', apiKeyFile: '/key' });
    const url = new URL(addressOfPost(reddit, permalink)?.url ?? '');
    expect([url.host, url.pathname, url.searchParams.get('id')]).toEqual(['oauth.reddit.com', path, id]);
  });

  it('is as it stands where a part of its address is no text', () => {
    const bluesky = source('bluesky', 'https://api.example/', { list: 'search/words' });
    expect(addressOfPost(bluesky, 'https://bsky.app/profile/%E0%A4/post/1')?.kind).toBe('answer');
  });

  it('is nowhere where the permalink is none', () => {
    expect(addressOfPost(source('feed', 'https://news.example/feed'), 'no address')).toBeNull();
  });
});

describe('a failed attempt', () => {
  const fault = (code: ConstructorParameters<typeof AppError>[0], details: Record<string, unknown>) =>
    faultOf(new AppError(code, 'expected a page', details));

  it.each([
    ['source.refused', { reason: 'robots' }, 'robots', true],
    ['source.refused', { reason: 'scope-path' }, 'out-of-scope', true],
    ['source.refused', { reason: 'expired' }, 'not-authorised', false],
    ['source.refused', { reason: 'suspended' }, 'not-authorised', false],
    ['source.changed', { reason: 'status', status: 404 }, 'gone', true],
    ['source.changed', { reason: 'too-large' }, 'too-large', true],
    ['source.changed', { reason: 'gone' }, 'gone', true],
    ['source.refused', { reason: 'api-key' }, 'no-key', false],
    ['source.blocked', { reason: 'token' }, 'no-key', false],
    ['source.blocked', { reason: 'login-wall' }, 'blocked', false],
    ['source.unreachable', { reason: 'deadline' }, 'timeout', false],
    ['source.unreachable', { reason: 'crash' }, 'browser', false],
    ['source.unreachable', { reason: 'network' }, 'unreachable', false],
    ['browser.none', {}, 'no-browser', false],
    ['evidence.unwritable', {}, 'store', false],
  ] as const)('by %s %j has the reason %s', (code, details, reason, isFinal) => {
    expect(fault(code, details)).toMatchObject({
      reason,
      isFinal,
      isOurs: ['no-browser', 'store', 'not-authorised', 'no-key'].includes(reason),
    });
  });

  it('says nothing about the page where the program or the records failed', () => {
    const outage = new AppError('storage.unavailable', 'the records are away');
    expect(() => faultOf(outage)).toThrow(outage);
    expect(() => faultOf(new TypeError('a fault of ours'))).toThrow(TypeError);
  });

  it('is made again later and later, not before the host wants it, and not for ever', () => {
    const now = new Date('2026-06-01T12:00:00Z');
    const page = { isFinal: false, isOurs: false, retryAfterMs: 0 };
    const minutesAfter = (attempt: number, fault = page, faults = attempt - 1) =>
      ((nextAttempt(fault, { attempt, faults }, now, 0.5)?.getTime() ?? 0) - now.getTime()) / 60_000;
    expect([1, 2, 3, 4, 5].map((attempt) => minutesAfter(attempt))).toEqual([1, 4, 16, 64, 256]);
    expect(nextAttempt(page, { attempt: 6, faults: 5 }, now, 0.5)).toBeNull();
    expect(nextAttempt({ ...page, isFinal: true }, { attempt: 1, faults: 0 }, now, 0.5)).toBeNull();
    expect(minutesAfter(1, { ...page, retryAfterMs: 7_200_000 })).toBe(120);
    // Attempts that were cut off, or that failed for want of something of ours, are none of the page's.
    expect(minutesAfter(9, page, 0)).toBe(1);
    // Without a browser, a store, a key or leave to ask for as long as it takes, and no less often than every six hours or so.
    expect(minutesAfter(7, faultBy('no-key'), 0)).toBe(360);
    expect(minutesAfter(700, { ...page, isOurs: true }, 5)).toBe(360);
  });
});

describe('the clock of a capture', () => {
  it('is held against that of the records and of the server', () => {
    const exchange = {
      headers: [['Date', 'Mon, 01 Jun 2026 12:00:00 GMT']],
      atMs: Date.parse('2026-06-01T12:00:03Z'),
    };
    const state = clockState(5000, 4990, [exchange as never]);
    expect(state).toMatchObject({ recordsDifferenceMs: 10, serverDifferenceMs: 3000 });
    expect(['yes', 'unknown']).toContain(state.synchronised);
    expect(clockState(5000, null, [])).toMatchObject({ recordsDifferenceMs: null, serverDifferenceMs: null });
  });
});

it.each([
  ['https://www.Board.example:8443/a/b?z=1&a=2', 'example,board:8443)/a/b?a=2&z=1'],
  ['http://board.example/', 'example,board)/'],
])('the index finds %s under %s', (url, key) => expect(searchKey(url)).toBe(key));

it('EVI-01 a capture without one of its parts is incomplete', () => {
  const roles = ['wacz', 'screenshot-page', 'dom', 'record'] as const;
  expect(
    missingRoles(
      'page',
      roles.map((role) => ({ role })),
    ),
  ).toEqual([]);
  for (const left of roles) {
    expect(
      missingRoles(
        'page',
        roles.filter((role) => role !== left).map((role) => ({ role })),
      ),
    ).toEqual([left]);
  }
  expect(missingRoles('answer', [{ role: 'wacz' }])).toEqual(['record']);
});

it.each([
  ['write to @invented_name today', '@invented_name'],
  ['call 555010019 now', '555010019'],
  ['رقم ٠٠٩٦٣١٢٣٤٥٦٧', '٠٠٩٦٣١٢٣٤٥٦٧'],
  ['call +00 555 010 0199 or', '+00 555 010 0199'],
  ['call 0️⃣0️⃣ 5️⃣5️⃣5️⃣ 0️⃣1️⃣0️⃣ 9️⃣9️⃣ or', '0️⃣0️⃣ 5️⃣5️⃣5️⃣ 0️⃣1️⃣0️⃣ 9️⃣9'],
  ['see t.me/invented_channel now', 't.me/invented_channel'],
  ['see https://telegram.me/invented_channel', 'https://telegram.me/invented_channel'],
  ['https://signal.me/#eu/invented or', 'https://signal.me/#eu/invented'],
  ['join chat.whatsapp.com/Invented', 'whatsapp.com/Invented'],
  ['m.me/invented.name', 'm.me/invented.name'],
  ['on bsky.app/profile/did:plc:invented now', 'bsky.app/profile/did:plc:invented'],
  ['at threads.net/invented', 'threads.net/invented'],
  ['reddit.com/user/invented', 'reddit.com/user/invented'],
  ['mail who@example.invalid', 'who@example.invalid'],
  ['call 0151/2345678 or', '0151/2345678'],
  ['call +44 20/7946 0000 or', '+44 20/7946 0000'],
  ['call 0532−123−45−67 or', '0532−123−45−67'],
  ['dial +49/555/0100199 now', '+49/555/0100199'],
  ['कॉल ०१५१/२३४५६७८ अभी', '०१५१/२३४५६७८'],
  ['اتصل 0555ـ010ـ0199 الآن', '0555ـ010ـ0199'],
  ['call 0555_010_0199 or', '0555_010_0199'],
  ['au 05.55.01.01.99 ou', '05.55.01.01.99'],
  ['au 05-55-01-01-99 ou', '05-55-01-01-99'],
  ['au 05/55/01/01/99 ou', '05/55/01/01/99'],
  ['call 00.49.555.0100199 or', '00.49.555.0100199'],
  ['join signal.group/#invented now', 'signal.group/#invented'],
  ['écrivez à josé.invente@example.invalid', 'josé.invente@example.invalid'],
  ['邮箱who@example.invalid', 'who@example.invalid'],
  ['на facebook.com/Иван.Выдуманный пишите', 'facebook.com/Иван.Выдуманный'],
  ['instagram.com/أحمد_مخترع الآن', 'instagram.com/أحمد_مخترع'],
  ['https://t.me/𝒊nvented now', 'https://t.me/𝒊nvented'],
  ['facebook.com/jose\u0301.garci\u0301a now', 'facebook.com/jose\u0301.garci\u0301a'],
  ['से @हिन्दी_नाम पर', '@हिन्दी_नाम'],
])('names somebody: %s', (text, name) =>
  expect([...text.matchAll(NAMED_IN_TEXT)].map(String)).toEqual([name]),
);

it.each([
  'from Izmir to Lesvos, 1500 euro',
  'on 12.05.2026 at 22:00',
  'on 12.05.26 22.30 or 13-05-26, 14/05/26',
  '3 places left',
  'e-mail me',
  'as reddit.com/r/invented says',
  'in 05/2026 1234 came, in 12/2025 2000',
])('names nobody: %s', (text) => expect([...text.matchAll(NAMED_IN_TEXT)]).toEqual([]));

it('MIN-03 covers names and leaves every place in the text where it was', () => {
  const text = 'ask @invented_name, +00 555 010 0199 or t.me/𝒊nvente\u0301d and who@example.invalid today';
  const covered = coverNames(text);
  expect(covered).toBe(
    'ask @••••••••_••••, +•• ••• ••• •••• or •.••/•••••••••• and •••@•••••••.••••••• today',
  );
  expect(covered).toHaveLength(text.length);
});

const between = (sign: string) => (name: string) => [...name].join(sign);
const shifted = (pattern: RegExp, by: number) => (name: string) =>
  name.replaceAll(pattern, (letter) => String.fromCodePoint((letter.codePointAt(0) ?? 0) + by));

/** How contacts are typed to be read and not found. */
const DISGUISES: readonly (readonly [how: string, disguise: (name: string) => string])[] = [
  ['with signs of no width', between('\u200b')],
  ['with marks of direction', between('\u200f')],
  ['with tags', between('\u{e0061}')],
  ['struck through', between('\u0336')],
  ['in wide letters and signs', shifted(/[!-~]/g, 0xfee0)],
  ['in bold letters', shifted(/[a-z]/g, 0x1d41a - 97)],
  ['in bold digits', shifted(/\d/g, 0x1d7ce - 48)],
  ['in Arabic digits', shifted(/\d/g, 0x660 - 48)],
  ['in circled letters', shifted(/[a-z]/g, 0x24d0 - 97)],
  ['in circled digits', shifted(/[1-9]/g, 0x2460 - 49)],
  ['in light digits on dark discs', shifted(/[1-9]/g, 0x2776 - 49)],
  ['in light letters on dark squares', shifted(/[a-z]/g, 0x1f170 - 97)],
  ['in Cyrillic letters', (name) => name.replaceAll('e', 'е').replaceAll('m', 'м').replaceAll('a', 'а')],
  ['with a small sign', (name) => name.replaceAll('@', '﹫')],
];
const CONTACTS = [
  '@invented_name',
  't.me/invented',
  'https://wa.me/00000000',
  '+00 555 010 0199',
  '0151/2345678',
];

describe.each(CONTACTS)('%s', (contact) => {
  it.each(DISGUISES)('MIN-03 is covered %s, and nothing else', (_how, disguise) => {
    const shown = disguise(contact);
    const covered = coverNames(`we take you, ${shown} now`);
    expect(covered).toHaveLength(`we take you, ${shown} now`.length);
    expect(covered.slice(0, 13) + covered.slice(13 + shown.length)).toBe('we take you,  now');
    expect(
      covered
        .slice(13, 13 + shown.length)
        .normalize('NFKC')
        .replaceAll('_', ''),
    ).not.toMatch(/[\p{L}\p{N}]/u);
  });
});

it.each(['\ufeff', '\u200b', '\ufe0f', ' \ufeff'])(
  'MIN-03 covers names in time with %j between digits',
  (sign) => {
    const text = `${(`1${sign.repeat(3)}`).repeat(8)} a `.repeat(200);
    const took = cpuMicroseconds(() => coverNames(text));
    expect(took).toBeLessThan(500_000 * slowness());
  },
);

it('MIN-03 covers names in time that grows with the length of a text', () => {
  const row = 'я'.repeat(200_000);
  const took = cpuMicroseconds(() => {
    expect(coverNames(`${row} @invented_name`)).toBe(`${row} @••••••••_••••`);
  });
  expect(took).toBeLessThan(2_000_000 * slowness());
});
