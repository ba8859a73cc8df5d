import { describe, expect, it } from 'vitest';
import type { CapturedPage } from '../../../workers/fetch/capture-page.ts';
import { body } from '../../fixtures/sources/fixture-web.ts';
import { shareOfBlack } from '../../support/png.ts';
import { useBoard } from '../../support/use-board.ts';

const TITLE = 'Seats on an invented boat';
const BODY = 'We take four people across to the invented island tonight, ask at the harbour';
const TEXT = `${TITLE}\n\n${BODY}`;
const LOGIN_BOX = '<header><form action="/login"><input type="password" name="p"></form></header>';
/** Whatever is said here is black, so that a picture tells whether it is seen. */
const BLACK = 'style="background: #000; height: 120px"';

describe('a post on its page', () => {
  const here = useBoard('posts in pieces');

  function capture(inBody: string, text = TEXT): Promise<CapturedPage> {
    const html = `<!doctype html><meta charset="utf-8"><title>A board</title><body>${inBody}</body>`;
    return here.capture(html, text);
  }
  const heightOf = (picture: Buffer | null) => picture?.readUInt32BE(20) ?? 0;

  it('is found where its author and date stand between title and body, and they are not in the working copy', async () => {
    const captured = await capture(
      `<article><div ${BLACK}>Invented Author</div><h1>${TITLE}</h1><div ${BLACK}>Invented Author</div><p>${BODY}</p></article>`,
    );
    expect(shareOfBlack(captured.postPicture)).toBeGreaterThan(0.4);
    expect(heightOf(captured.workingCopy)).toBeGreaterThan(150);
    expect(heightOf(captured.workingCopy)).toBeLessThan(heightOf(captured.postPicture));
    expect(shareOfBlack(captured.workingCopy)).toBeLessThan(0.05);
  });

  it('is found beside a log-in box, in the light of what its source’s pages look like or without', async () => {
    const captured = await capture(`${LOGIN_BOX}<h1>${TITLE}</h1><p>today</p><p>${BODY}</p>`);
    expect(captured.postPicture).not.toBeNull();
  });

  it.each([
    [
      'pictures in the place of emoji',
      `<p><img class="emoji" alt="⛵">${TITLE}</p><p>by me</p><p>${BODY}</p>`,
    ],
    [
      'a copy for telephones before it',
      `<div style="display: none"><p>${TITLE}</p><p>${BODY}</p></div><p>${BODY}</p>`,
    ],
    ['a copy beside the page', `<p style="position: absolute; left: -9000px">${BODY}</p><p>${BODY}</p>`],
    ['an invisible copy before it', `<p style="visibility: hidden">${BODY}</p><p>${BODY}</p>`],
    [
      'a copy in the page’s data before it',
      `<script type="application/ld+json">"${BODY}"</script><p>${BODY}</p>`,
    ],
    ['marks in the middle of its words', `<p>We <b>take</b> fo<wbr>ur people ${BODY.slice(20)}</p>`],
  ])('is found with %s', async (_what, inBody) => {
    const captured = await capture(inBody, `⛵ ${TITLE}\n\n${BODY}`);
    expect(captured.postPicture).not.toBeNull();
    expect(captured.workingCopy).not.toBeNull();
  });

  it('is found by all of its lines where they are short, and not by one of them', async () => {
    const text = 'Seats left\n1500 euro\nask me';
    const captured = await capture('<p>Seats left</p><i>today</i><p>1500 euro</p><p>ask me</p>', text);
    expect(captured.postPicture).not.toBeNull();
    expect((await capture('<p>a bicycle</p><p>1500 euro</p>', text)).postPicture).toBeNull();
  });

  it('is found where its links lead elsewhere than they say, long addresses and short lines alike', async () => {
    const address = `https://api.whatsapp.com/send?phone=000000000&text=${'a'.repeat(200)}`;
    const link = `<p><a href="${address}">book</a></p>`;
    for (const words of [BODY, 'Seats left\n1500 euro']) {
      const lines = words.split('\n').map((line) => `<p>${line}</p>`);
      const captured = await capture(`${lines.join('')}${link}`, `${words}\n${address}`);
      expect(captured.postPicture).not.toBeNull();
      expect(captured.workingCopy).not.toBeNull();
    }
    const elsewhere = `<p>Seats left</p><p>${address}</p>`;
    expect((await capture(elsewhere, `Seats left\n1500 euro\n${address}`)).postPicture).toBeNull();
  });

  it('is behind a wall where the page shows its title and a log-in form', async () => {
    await expect(capture(`<h1>${TITLE}</h1>${LOGIN_BOX}`)).rejects.toMatchObject({
      code: 'source.blocked',
      details: { reason: 'login-wall' },
    });
  });

  it('is no wall’s for a log-in box that its source’s good pages carry, too', async () => {
    here.board.web.on('/board', body('text/html', `${LOGIN_BOX}<ul><li id="p1"><p>${BODY}</p></li></ul>`));
    for await (const page of here.collector.collect(here.board.source)) expect(page.posts).toHaveLength(1);
    const captured = await capture(`${LOGIN_BOX}<p>something else</p>`);
    expect(captured.postPicture).toBeNull();
    expect(captured.dom).toContain('something else');
  });

  it('MIN-03 has names covered that markup parts, and no other word of it', async () => {
    const page = (name: string) => `<article><p>${BODY}<br>${name}</p></article>`;
    const text = (name: string) => `${BODY}\n${name}`;
    const plain = await capture(page('somebody_invented'), text('somebody_invented'));
    const letters = shareOfBlack(plain.workingCopy);
    for (const [marked, name] of [
      ['@<span>somebody_invented</span>', '@somebody_invented'],
      ['<b>+00 55</b>5 010<wbr>0199 0199', '+00 555 0100199 0199'],
    ] as const) {
      const captured = await capture(page(marked), text(name));
      expect(shareOfBlack(captured.workingCopy)).toBeGreaterThan(letters + 0.03);
      expect(shareOfBlack(captured.postPicture)).toBeLessThan(letters + 0.02);
    }
  });
});
