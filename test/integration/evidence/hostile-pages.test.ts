import { describe, expect, it } from 'vitest';
import type { CapturedPage } from '../../../workers/fetch/capture-page.ts';
import { pageWith } from '../../support/captured-board.ts';
import { shareOfBlack } from '../../support/png.ts';
import { useBoard } from '../../support/use-board.ts';

const TEXT = 'Seats on an invented boat, ask @invented_name';
const DEADLINE_MS = 12_000;

describe('a page that is captured', () => {
  const here = useBoard('captures of hostile pages', { pageDeadlineMs: DEADLINE_MS });

  function capture(html: string, text = TEXT): Promise<CapturedPage> {
    return here.capture(html, text);
  }

  it('is kept as it is when it never comes to an end', async () => {
    here.board.web.on('/endless.png', () => undefined);
    const captured = await capture(pageWith(TEXT, '<img src="/endless.png">'));
    expect(captured).toMatchObject({ title: 'A board', status: 200 });
    expect(captured.postPicture).not.toBeNull();
  });

  it('is cut where it has no end, and says how much of it is shown', async () => {
    const captured = await capture(
      pageWith(
        TEXT,
        '<script>onscroll = () => document.body.append(Object.assign(document.createElement("p"), { style: "height: 9000px" }));</script>' +
          '<div style="height: 60000px"></div>',
      ),
    );
    expect(captured.size.height).toBeGreaterThan(60_000);
    expect(captured.size.shownHeight).toBe(16_384);
    expect(captured.picture.readUInt32BE(20)).toBe(16_384);
  });

  it('has its scripts run, and its own changes afterwards do not reach what was kept', async () => {
    const captured = await capture(
      pageWith('', `<script>document.querySelector('p').textContent = ${JSON.stringify(TEXT)};</script>`),
    );
    expect(captured.dom).toContain(`<p>${TEXT}</p>`);
    expect(captured.postPicture).not.toBeNull();
    const answer = captured.exchanges.find(({ url }) => url === here.board.addressOf('one'));
    expect(String(answer?.body)).toContain('document.querySelector');
  });

  it('that computes for ever is a fault in time', async () => {
    await expect(capture(pageWith(TEXT, '<script>for (;;);</script>'))).rejects.toMatchObject({
      code: 'source.unreachable',
      details: { reason: 'deadline' },
    });
  }, 60_000);

  it('that is too large is a fault', async () => {
    await expect(capture(pageWith(TEXT, 'x'.repeat(6 * 1024 * 1024)))).rejects.toMatchObject({
      details: { reason: 'too-large' },
    });
  });

  it('has its redirects among what was exchanged, and the address that answered', async () => {
    here.board.web.on(
      '/short',
      (_, response) => void response.writeHead(302, { location: '/post/one' }).end(),
    );
    here.board.show('one', pageWith(TEXT));
    const captured = await here.collector.capturePage(
      here.board.source,
      `${here.board.web.origin}/short`,
      TEXT,
    );
    expect(captured.url).toBe(here.board.addressOf('one'));
    expect(captured.exchanges.slice(0, 3).map(({ url, status }) => [new URL(url).pathname, status])).toEqual([
      ['/short', 302],
      ['/post/one', 200],
      expect.anything(),
    ]);
    expect(captured.exchanges[0]).toMatchObject({ isBodyRead: false });
  });

  it('gets nothing from other hosts, and what was withheld is counted', async () => {
    const captured = await capture(
      pageWith(
        TEXT,
        '<img src="http://127.0.0.2:9/a.png"><script>fetch("/post/one", { method: "POST" }).catch(() => {})</script>',
      ),
    );
    expect(captured.withheld).toMatchObject({ scope: 1, method: 1 });
  });

  it('has repeated headers and encoded bodies in its exchanges as they came', async () => {
    const { gzipSync } = await import('node:zlib');
    const body = gzipSync(pageWith(TEXT));
    here.board.web.on('/post/one', (_, response) => {
      response
        .writeHead(200, [
          ...['Content-Type', 'text/html; charset=utf-8', 'Content-Encoding', 'gzip'],
          ...['X-Twice', 'a', 'X-Twice', 'b', 'Set-Cookie', 'id=1'],
        ])
        .end(body);
    });
    const captured = await here.collector.capturePage(here.board.source, here.board.addressOf('one'), TEXT);
    const [exchange] = captured.exchanges;
    expect(exchange?.body.equals(body)).toBe(true);
    expect(exchange?.headers.filter(([name]) => name === 'X-Twice')).toEqual([
      ['X-Twice', 'a'],
      ['X-Twice', 'b'],
    ]);
    expect(captured.dom).toContain(TEXT);
    // A cookie is evidence of what was sent, and nothing that the browser ever gets.
    expect(exchange?.headers).toContainEqual(['Set-Cookie', 'id=1']);
  });

  it('MIN-03 has names and numbers covered in the working copy, also where the page fights it', async () => {
    const fight =
      '<script>new MutationObserver((all) => { for (const { addedNodes } of all) for (const node of addedNodes) node.remove(); })' +
      '.observe(document, { childList: true, subtree: true });</script>';
    const plain = await capture(pageWith(TEXT));
    const fought = await capture(pageWith(TEXT, fight));
    const unnamed = await capture(
      pageWith('Seats on an invented boat, ask somebody else'),
      'Seats on an invented boat',
    );
    expect(await shareOfBlack(plain.workingCopy)).toBeGreaterThan(0.02);
    expect(await shareOfBlack(fought.workingCopy)).toBeGreaterThan(0.02);
    expect(await shareOfBlack(unnamed.workingCopy)).toBeLessThan(0.02);
    // What is evidence is covered nowhere.
    expect(await shareOfBlack(plain.postPicture)).toBeLessThan(0.02);
  });
});
