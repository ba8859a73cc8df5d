import { Source } from '../../queue/contracts/index.ts';
import { type FixtureWeb, startFixtureWeb } from '../fixtures/sources/fixture-web.ts';
import { authorisationOf } from './authorisation.ts';

export interface PagedBoard {
  readonly web: FixtureWeb;
  /** Numbers of the posts, newest first; a test adds to the front as a board does. */
  readonly posts: number[];
  /** Answers a page with a status instead of its posts, or not at all; `undefined` takes that back. */
  failing: ((page: number) => number | 'silent' | undefined) | undefined;
  /** Texts of posts that were edited, by number. */
  readonly edited: Map<number, string>;
  /** Pages asked for, in order. */
  pagesAsked(): number[];
  source(extra?: object): Source;
}

/** A board in pages of five posts, newest first, each page with a link to the next. */
export async function startPagedBoard(count: number): Promise<PagedBoard> {
  const web = await startFixtureWeb();
  const board: PagedBoard = {
    web,
    posts: Array.from({ length: count }, (_, at) => count - at),
    failing: undefined,
    edited: new Map(),
    pagesAsked: () => web.asked.filter((path) => path.startsWith('/board')).map((path) => pageOf(path)),
    source: (extra = {}) =>
      Source.parse({
        id: 'board',
        name: 'A board',
        kind: 'html',
        url: `${web.origin}/board?page=1`,
        selectors: { item: 'li', text: 'p', keyAttribute: 'id', next: 'a.next' },
        maxPages: 50,
        authorisation: authorisationOf(web.origin),
        ...extra,
      }),
  };
  web.on('/board', (request, response) => {
    const page = pageOf(request.url ?? '');
    const status = board.failing?.(page);
    if (status === 'silent') return;
    if (status !== undefined) {
      response.writeHead(status).end();
      return;
    }
    response.writeHead(200, { 'content-type': 'text/html' }).end(htmlOf(board, page));
  });
  return board;
}

const PAGE_SIZE = 5;

function pageOf(path: string): number {
  return Number(new URL(path, 'http://board.example').searchParams.get('page') ?? 1);
}

function htmlOf({ posts, edited }: Pick<PagedBoard, 'posts' | 'edited'>, page: number): string {
  const shown = posts.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE);
  const items = shown.map(
    (post) =>
      `<li id="post-${post}"><p>${edited.get(post) ?? `The harbour market opens at nine (${post})`}</p></li>`,
  );
  const next =
    posts.length > page * PAGE_SIZE ? `<a class="next" href="/board?page=${page + 1}">next</a>` : '';
  return `<!doctype html><title>board</title><ul>${items.join('')}</ul>${next}`;
}
