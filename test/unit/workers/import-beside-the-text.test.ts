import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { textOfParts } from '../../../workers/intake/text-of-parts.ts';
import { csvOf, ndjsonOf, SECONDS } from '../../fixtures/imports/import-case.ts';
import { importFolder, postsIn } from '../../support/import-files.ts';

let folder: ReturnType<typeof importFolder>;
beforeAll(() => {
  folder = importFolder();
});
afterAll(() => folder.remove());

describe('the text of a post that was written in several places', () => {
  it('has each once, in its order, and nothing that another one says', () => {
    expect(textOfParts(['Title', ' Body\n', undefined, '', null, 'Title'])).toBe('Title\nBody');
    expect(textOfParts(['Boats', 'Boats on Friday', 'https://a.example/x'])).toBe(
      'Boats on Friday\nhttps://a.example/x',
    );
  });

  it('keeps an address and a word that only begin as another one does', () => {
    const parts = ['see https://a.example/boats', 'https://a.example/boat', 'https://a.example'];
    expect(textOfParts(parts)).toBe(parts.join('\n'));
    expect(textOfParts(['Boat', 'Boats leave'])).toBe('Boat\nBoats leave');
  });
});

describe('a data set of 4CAT', () => {
  const row = { id: '1', thread_id: '1', body: '', timestamp: '' };
  const textsIn = async (rows: Parameters<typeof csvOf>[0]) =>
    (await postsIn(folder.write('items.csv', csvOf(rows)), { preset: '4cat-csv' })).map(({ text }) => text);

  it('takes a title for part of its post, and a post for one that has a title alone', async () => {
    expect(await textsIn([{ ...row, subject: 'Market on Friday' }])).toEqual(['Market on Friday']);
    expect(await textsIn([{ ...row, title: 'Market', body: 'on Friday' }])).toEqual(['Market\non Friday']);
  });

  it('reads the words on a video and the address of a card', async () => {
    const beside = { stickers: 'two places\n+00 000 0000', link_attached: 'https://chat.example.org/a' };
    expect(await textsIn([{ ...row, ...beside, body: '#harbour' }])).toEqual([
      '#harbour\ntwo places\n+00 000 0000\nhttps://chat.example.org/a',
    ]);
  });

  it('reads where links of an HTML body lead, and no way within the platform', async () => {
    const body =
      '<p>Ask <a href="https://chat.example.org/a?fbclid=x">here</a> or <a href="tel:+005550100">call</a>, ' +
      'says <a href="https://gab.com/somebody">somebody</a></p>';
    const gab = { ...row, body, account_note: '', reblogs_count: '0' };
    const shown = 'Ask here or call, says somebody';
    expect(await textsIn([gab])).toEqual([`${shown}\nhttps://chat.example.org/a\ntel:+005550100`]);
    const counted = '<p><a href="https://links.truthsocial.com/link/1">https://board.example.org/1</a></p>';
    const truth = { ...row, body: counted, account_verified: 'False', video_thumbs: '' };
    expect(await textsIn([truth])).toEqual(['https://board.example.org/1']);
  });

  it('reads links of Bluesky, in one order, and a card of Telegram that leads out of its channel', async () => {
    const bluesky = {
      ...row,
      id: 'at://did:plc:a/app.bsky.feed.post/1',
      body: 'see board.example.org/1 or chat.example.org/abcde...',
      links: 'https://chat.example.org/abcdefgh,https://media.tenor.com/a.gif,https://board.example.org/1',
    };
    expect(await textsIn([bluesky])).toEqual([`${bluesky.body}\nhttps://chat.example.org/abcdefgh`]);
    const [one, other] = ['https://chat.example.org/b,c', 'https://chat.example.org/a'];
    for (const links of [`${one},${other}`, `${other},${one}`]) {
      expect(await textsIn([{ ...bluesky, body: 'x', links }])).toEqual([`x\n${other}\n${one}`]);
    }
    const message = { ...row, id: 'boats-1', chat: 'boats', body: 'x' };
    const cards = ['https://t.me/Boats/7', 'https://t.me/+AbCdEfGhIjK'];
    expect(await textsIn(cards.map((card) => ({ ...message, link_attached: card })))).toEqual([
      'x',
      `x\n${cards[1]}`,
    ]);
  });

  it('knows posts of different walls and boards apart, in CSV and in NDJSON', async () => {
    const wall = (owner: string) => ({ ...row, id: '17', body: 'x', link: `https://vk.com/wall${owner}_17` });
    const board = (name: string) => ({ ...row, id: '17', body: 'x', image_md5: '', board: name });
    const rows = [wall('-5'), wall('6'), board('a'), board('b')];
    const keys = ['-5_17', '6_17', 'a/17', 'b/17'];
    for (const some of [rows.slice(0, 2), rows.slice(2)]) {
      const found = await postsIn(folder.write('walls.csv', csvOf(some)), { preset: '4cat-csv' });
      expect(found.map(({ key }) => key)).toEqual(keys.splice(0, 2));
    }
    const items = await postsIn(folder.write('walls.ndjson', ndjsonOf(rows)), { preset: '4cat-ndjson' });
    expect(items.map(({ key }) => key)).toEqual(['-5_17', '6_17', 'a/17', 'b/17']);
  });

  it('leaves the number alone where the platform has one row of them', async () => {
    const pin = { ...row, id: '17', body: 'x', board: 'Boats' };
    expect(await postsIn(folder.write('pins.csv', csvOf([pin])), { preset: '4cat-csv' })).toMatchObject([
      { key: '17' },
    ]);
  });
});

describe('what platforms keep beside the text', () => {
  const textsOf = async (...items: unknown[]) =>
    (await postsIn(folder.write('items.ndjson', ndjsonOf(items)), { preset: '4cat-ndjson' })).map(
      ({ text }) => text,
    );
  const message = { _type: 'Message', id: 7, peer_id: {}, date: SECONDS };

  it('is read of Telegram: hidden addresses, buttons and cards with a number', async () => {
    const entities = [{ _type: 'MessageEntityTextUrl', url: 'https://chat.example.org/a' }, { length: 3 }];
    const rows = [{ buttons: [{ text: 'Book', url: 'https://chat.example.org/b' }, { text: 'Like' }] }];
    expect(await textsOf({ ...message, message: 'Book here', entities, reply_markup: { rows } })).toEqual([
      'Book here\nBook\nhttps://chat.example.org/a\nhttps://chat.example.org/b',
    ]);
    const card = {
      _type: 'MessageMediaContact',
      first_name: 'Sam',
      last_name: '',
      phone_number: '+00 000 0000',
    };
    expect(await textsOf({ ...message, message: '', media: card })).toEqual(['Sam\n+00 000 0000']);
  });

  it('is read of TikTok and X', async () => {
    const tiktok = {
      ...{ id: '1', desc: '', createTime: SECONDS },
      stickersOnItem: [{ stickerText: ['two', 'places'] }, { stickerText: null }],
    };
    const twitter = {
      ...{ id: '1', text: 'see https://t.co/a', created_at: '2026-03-01T09:05:00Z', author_id: '5' },
      entities: {
        urls: [{ expanded_url: 'https://chat.example.org/a' }, { expanded_url: 'https://x.com/b/status/2' }],
      },
    };
    expect(await textsOf(tiktok, twitter)).toEqual([
      'two places',
      'see https://t.co/a\nhttps://chat.example.org/a',
    ]);
  });

  it('costs no post where it has another shape', async () => {
    const odd = { entities: 'none', reply_markup: { rows: 3 } };
    const tiktok = { id: '1', desc: 'text', createTime: SECONDS, stickersOnItem: 'none' };
    expect(await textsOf({ ...message, message: 'text', ...odd }, tiktok)).toEqual(['text', 'text']);
  });
});

describe('an export of Telegram Desktop', () => {
  it('gives the number of a contact card and the address of a button', async () => {
    const when = { date_unixtime: String(SECONDS), from_id: 'channel1', type: 'message', text: '' };
    const messages = [
      {
        ...when,
        id: 1,
        contact_information: { first_name: 'Sam', last_name: '', phone_number: '+00 000 0000' },
      },
      {
        ...{ ...when, id: 2, text: 'Two places' },
        inline_bot_buttons: [
          [{ type: 'url', text: 'Book', data: 'https://chat.example.org/b' }],
          [{ type: 'callback', data: 'vote' }],
        ],
      },
      { ...when, id: 3, text: 'text', contact_information: 'none', inline_bot_buttons: 3 },
    ];
    const chat = { name: 'The harbour', type: 'public_channel', id: 9, messages };
    const path = folder.write('result.json', JSON.stringify(chat, null, 1));
    const posts = await postsIn(path, { preset: 'telegram-desktop' });
    expect(posts.map(({ text }) => text)).toEqual([
      'Sam\n+00 000 0000',
      'Two places\nBook\nhttps://chat.example.org/b',
      'text',
    ]);
  });
});
