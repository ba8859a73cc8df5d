import { Source } from '../../queue/contracts/index.ts';
import { type FixtureWeb, startFixtureWeb } from '../fixtures/sources/fixture-web.ts';
import { authorisationOf } from './authorisation.ts';

export interface CapturedBoard {
  readonly web: FixtureWeb;
  readonly source: Source;
  /** Address of a post's own page. */
  addressOf(name: string): string;
  /** Serves a post's page as it is given. */
  show(name: string, html: string): void;
}

/** A picture of one pixel, with the camera's place in its text chunk. */
const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

/** A board on loopback whose posts have pages of their own, under `/post/`. */
export async function startCapturedBoard(
  changes: Readonly<Record<string, unknown>> = {},
): Promise<CapturedBoard> {
  const web = await startFixtureWeb();
  web.on('/style.css', (_, response) => {
    response.writeHead(200, { 'content-type': 'text/css' }).end('body { font-family: sans-serif }');
  });
  web.on('/pixel.png', (_, response) => {
    response.writeHead(200, { 'content-type': 'image/png' }).end(PIXEL);
  });
  return {
    web,
    source: Source.parse({
      id: 'board',
      name: 'A board',
      kind: 'html',
      url: `${web.origin}/board`,
      selectors: { item: 'li', text: 'p', keyAttribute: 'id' },
      authorisation: authorisationOf(web.origin, changes),
    }),
    addressOf: (name) => `${web.origin}/post/${name}`,
    show(name, html) {
      web.on(`/post/${name}`, (_, response) => {
        response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(html);
      });
    },
  };
}

/** A page with a head, a style, a picture, somebody else's comment, and the post. */
export function pageWith(text: string, more = ''): string {
  return (
    '<!doctype html><html><head><meta charset="utf-8"><title>A board</title><link rel="stylesheet" href="/style.css"></head>' +
    `<body><header>A board</header><article><b class="author">Invented Author</b><p>${text}</p>` +
    '<img src="/pixel.png" width="40" height="40"></article><article class="comment"><p>Said by somebody else</p></article>' +
    `${more}</body></html>`
  );
}
