import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Source } from '../../queue/contracts/index.ts';
import { SYSTEM_CLOCK } from '../../queue/runtime/clock.ts';
import { AppError, messageOf } from '../../queue/runtime/errors.ts';
import {
  adPage,
  adsPage,
  BOARD_PAGE,
  BOARD_SCRIPT,
  boardPosts,
  type DemoAnswer,
  feedPage,
  htmlPage,
  NOT_FOUND,
  ROBOTS,
  statusPage,
  timelinePage,
} from './demo-pages.ts';
import { demoSources } from './demo-sources.ts';
import { type DemoPost, loadDemoPosts, type Place } from './load-demo-posts.ts';

const LOOPBACK = '127.0.0.1';

export interface DemoWeb {
  /** Origin of the fictional web, on loopback. */
  readonly url: string;
  /** The only port on loopback that collectors may dial. */
  readonly port: number;
  /** One source of each collected kind, authorised for demonstration. */
  readonly sources: Source[];
  close(): Promise<void>;
}

/**
 * Starts the fictional web: a feed, classifieds, a board that needs JavaScript, and a timeline, all with invented posts.
 * It listens on loopback only, and serves the same bytes at every start except for its own port.
 * @param options.port 0 or nothing picks a free one.
 * @throws AppError `port.in-use`.
 */
export async function startDemoWeb(options: { port?: number } = {}): Promise<DemoWeb> {
  const posts = await loadDemoPosts();
  const server = createServer((request, response) => respond(request, response, posts));
  const port = await listen(server, options.port ?? 0);
  const url = `http://${LOOPBACK}:${port}`;
  return { url, port, sources: demoSources(url, SYSTEM_CLOCK.now()), close: () => stop(server) };
}

function respond(request: IncomingMessage, response: ServerResponse, posts: readonly DemoPost[]): void {
  // The host name is not taken from the request: links always lead to where the server really listens.
  const origin = `http://${LOOPBACK}:${request.socket.localPort ?? 0}`;
  const url = URL.canParse(request.url ?? '', origin) ? new URL(request.url ?? '', origin) : new URL(origin);
  const answer =
    request.method === 'GET' || request.method === 'HEAD' ? route(url, posts, origin) : NOT_FOUND;
  response.writeHead(answer.status ?? 200, {
    ...answer.headers,
    'content-type': answer.type,
    'x-content-type-options': 'nosniff',
  });
  response.end(request.method === 'HEAD' ? undefined : answer.body);
}

function route(url: URL, posts: readonly DemoPost[], origin: string): DemoAnswer {
  const on = (place: Place): DemoPost[] => posts.filter((post) => post.place === place);
  switch (url.pathname) {
    case '/':
      return htmlPage(
        'A fictional web',
        '<p>Every post here is invented, for the demonstration of Vigie.</p>',
      );
    case '/robots.txt':
      return ROBOTS;
    case '/news/feed.xml':
      return feedPage(on('feed'), origin);
    case '/ads/':
      return adsPage(on('classifieds'), Number(url.searchParams.get('page') ?? 1));
    case '/board/':
      return BOARD_PAGE;
    case '/board/board.js':
      return BOARD_SCRIPT;
    case '/board/posts.json':
      return boardPosts(on('board'));
    case '/api/v1/timelines/public':
      return timelinePage(on('timeline'), url.searchParams, origin);
    default: {
      const [, kind, id = ''] = /^\/(ads|api\/v1\/statuses)\/([\w-]+)$/.exec(url.pathname) ?? [];
      if (kind === 'ads') return adPage(on('classifieds'), id);
      return kind === undefined ? NOT_FOUND : statusPage(on('timeline'), id, origin);
    }
  }
}

async function listen(server: Server, port: number): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => {
      reject(
        new AppError(
          'port.in-use',
          `expected to listen on ${LOOPBACK}:${port}, could not: ${messageOf(error)}; choose another port`,
        ),
      );
    });
    server.listen(port, LOOPBACK, resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the demo server has no port');
  return address.port;
}

async function stop(server: Server): Promise<void> {
  server.closeAllConnections();
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
  });
}
