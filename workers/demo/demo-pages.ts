import type { DemoPost } from './load-demo-posts.ts';

/** What the fictional web answers. */
export interface DemoAnswer {
  readonly status?: number;
  readonly type: string;
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
}

const ADS_PER_PAGE = 8;
const STATUSES_PER_PAGE = 20;

export const ROBOTS: DemoAnswer = {
  type: 'text/plain; charset=utf-8',
  body: 'User-agent: *\nDisallow: /private/\n',
};

export function feedPage(posts: readonly DemoPost[], origin: string): DemoAnswer {
  const items = posts.map(
    (post) =>
      `<item><guid isPermaLink="false">${post.id}</guid><link>${origin}/news/${post.id}</link>` +
      `<dc:creator>${escapeXml(post.author)}</dc:creator><dc:language>${post.language}</dc:language>` +
      `<pubDate>${new Date(post.publishedAt).toUTCString()}</pubDate>` +
      `<description>${escapeXml(asHtml(post.text))}</description></item>`,
  );
  const body =
    '<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>' +
    `<title>Fictional channel (demo)</title><link>${origin}/news/</link><description>Invented posts</description>` +
    `${items.join('\n')}</channel></rss>`;
  return { type: 'application/rss+xml; charset=utf-8', body };
}

export function adsPage(posts: readonly DemoPost[], page: number): DemoAnswer {
  const shown = posts.slice((page - 1) * ADS_PER_PAGE, page * ADS_PER_PAGE);
  if (shown.length === 0) return { ...NOT_FOUND };
  const ads = shown.map(adOf);
  const next =
    page * ADS_PER_PAGE < posts.length ? `<a rel="next" href="/ads/?page=${page + 1}">next page</a>` : '';
  return htmlPage('Fictional classifieds (demo)', `<main>${ads.join('\n')}</main><nav>${next}</nav>`);
}

/** The page of one advert. */
export function adPage(posts: readonly DemoPost[], id: string): DemoAnswer {
  const post = posts.find((one) => one.id === id);
  return post === undefined
    ? NOT_FOUND
    : htmlPage('Fictional classifieds (demo)', `<main>${adOf(post)}</main>`);
}

function adOf(post: DemoPost): string {
  return (
    `<article class="ad" data-ad="${post.id}" lang="${post.language}" dir="auto"><div class="body">${asHtml(post.text)}</div>` +
    `<footer>by <span class="seller">${escapeXml(post.author)}</span>, <time datetime="${post.publishedAt}">` +
    `${post.publishedAt.slice(0, 10)}</time> <a class="more" href="/ads/${post.id}">more</a></footer></article>`
  );
}

/** An empty page: its posts come from a script. */
export const BOARD_PAGE: DemoAnswer = htmlPage(
  'Fictional board (demo)',
  '<main id="board"></main><script src="/board/board.js"></script>',
);

export const BOARD_SCRIPT: DemoAnswer = {
  type: 'text/javascript; charset=utf-8',
  body: `(async () => {
  const answer = await fetch('/board/posts.json');
  const board = document.getElementById('board');
  for (const post of await answer.json()) {
    const entry = document.createElement('section');
    entry.className = 'entry';
    entry.dataset.key = post.key;
    entry.lang = post.language;
    const text = entry.appendChild(document.createElement('div'));
    text.className = 'text';
    for (const line of post.lines) text.appendChild(document.createElement('p')).textContent = line;
    const time = entry.appendChild(document.createElement('time'));
    time.dateTime = time.textContent = post.at;
    const author = entry.appendChild(document.createElement('span'));
    author.className = 'author';
    author.textContent = post.author;
    board.appendChild(entry);
  }
})();
`,
};

export function boardPosts(posts: readonly DemoPost[]): DemoAnswer {
  const rows = posts.map((post) => ({
    key: post.id,
    language: post.language,
    lines: post.text.split('\n'),
    at: post.publishedAt,
    author: post.author,
  }));
  return { type: 'application/json; charset=utf-8', body: JSON.stringify(rows) };
}

/** A Mastodon-compatible public timeline, newest first; ids fall as posts get older. */
export function timelinePage(posts: readonly DemoPost[], query: URLSearchParams, origin: string): DemoAnswer {
  const statuses = posts.map((post, index) => statusOf(post, String(1_000_000 - index), origin));
  const maxId = Number(query.get('max_id') ?? Number.POSITIVE_INFINITY);
  const limit = Math.min(
    Number(query.get('limit') ?? STATUSES_PER_PAGE) || STATUSES_PER_PAGE,
    STATUSES_PER_PAGE,
  );
  const shown = statuses.filter((status) => Number(status.id) < maxId).slice(0, limit);
  const last = shown.at(-1);
  const headers: Record<string, string> = {};
  if (last !== undefined && last.id !== statuses.at(-1)?.id) {
    headers.link = `<${origin}/api/v1/timelines/public?limit=${limit}&max_id=${last.id}>; rel="next"`;
  }
  return { type: 'application/json; charset=utf-8', body: JSON.stringify(shown), headers };
}

/** One status of the timeline, as the interface has it. */
export function statusPage(posts: readonly DemoPost[], id: string, origin: string): DemoAnswer {
  const index = 1_000_000 - Number(id);
  const post = posts[index];
  if (post === undefined) return NOT_FOUND;
  return { type: 'application/json; charset=utf-8', body: JSON.stringify(statusOf(post, id, origin)) };
}

function statusOf(post: DemoPost, id: string, origin: string) {
  const paragraphs = post.text.split('\n\n').map((part) => `<p>${asHtml(part)}</p>`);
  return {
    id,
    created_at: post.publishedAt,
    language: post.language,
    spoiler_text: '',
    visibility: 'public',
    url: `${origin}/@${post.author}/${id}`,
    uri: `${origin}/statuses/${id}`,
    content: paragraphs.join(''),
    account: { acct: post.author },
    media_attachments: [],
    reblog: null,
  };
}

export const NOT_FOUND: DemoAnswer = {
  status: 404,
  type: 'text/plain; charset=utf-8',
  body: 'nothing here\n',
};

export function htmlPage(title: string, body: string): DemoAnswer {
  return {
    type: 'text/html; charset=utf-8',
    body: `<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>${title}</title></head><body>${body}</body></html>\n`,
  };
}

function asHtml(text: string): string {
  return escapeXml(text).replaceAll('\n', '<br>');
}

function escapeXml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
