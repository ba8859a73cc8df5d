import { describe, expect, it } from 'vitest';
import { holdsPost, piecesOf } from '../../../workers/fetch/post-pieces.ts';

const BODY = 'We take four people across to the invented island tonight, ask at the harbour';

describe('a post that is looked for', () => {
  it('is told by lines that are not much shorter than the longest, and never by a price', () => {
    expect(piecesOf(`Seats on an invented boat\n\n1500 euro\n${BODY}`)).toMatchObject({
      lines: ['Seatsonaninventedboat', '1500euro', BODY.replaceAll(' ', '')],
      telling: [2],
    });
    expect(piecesOf('Seats left\n1500 euro').telling).toEqual([]);
  });

  it('is the same without the emoji that places draw as pictures, unless it is nothing else', () => {
    expect(piecesOf('🇹🇷 ➡️ 🇬🇷 boats 👨‍👩‍👧').lines).toEqual(['boats']);
    expect(piecesOf('🇹🇷 ➡️').lines).toEqual(['🇹🇷➡️']);
  });

  it('is told by its words alone where addresses of its links stand behind them', () => {
    const address = `https://api.whatsapp.com/send?phone=000000000&text=${'a'.repeat(200)}`;
    expect(piecesOf(`${BODY}\n${address}`)).toMatchObject({ telling: [0], shown: 1 });
    const short = `Seats left\n1500 euro\n${address}\ntel:+00555`;
    expect(piecesOf(short)).toMatchObject({ telling: [], shown: 2 });
    expect(holdsPost('<p>Seats left</p><p>1500 euro</p>'.replaceAll(/<[^>]+>/g, ''), short)).toBe(true);
    expect(piecesOf(`see ${address} now`).telling).toEqual([0]);
    expect(piecesOf(address)).toMatchObject({ telling: [0], shown: 1 });
    // Its author wrote these.
    for (const own of ['WhatsApp: +00 555 0100', 'Tel: 00555', 'https://a.example or call'])
      expect(piecesOf(`Seats left\n${own}`)).toMatchObject({ shown: 2 });
  });

  it.each([
    ['a title apart from its body', `<h1>Boats</h1><p>by somebody, today</p><p>${BODY}</p>`, true],
    ['pictures in the place of emoji', `<p>Boats</p><p><img alt="x">${BODY}</p>`, true],
    [
      'an answer of its own with its line breaks',
      JSON.stringify({ title: 'Boats', text: `a\n\n${BODY}` }),
      true,
    ],
    ['the title alone', '<h1>Boats</h1><p>This post is gone</p>', false],
  ])('in %s: whether it is there', (_what, answer, isThere) => {
    expect(holdsPost(answer, `Boats\n\n⛵ ${BODY}`)).toBe(isThere);
  });
});
