import { MAX_REVIEW_MONTHS, Source } from '../../queue/contracts/index.ts';

const DAY_MS = 86_400_000;
/** A demonstration that runs longer than an authorisation may go without a review has to be started again. */
const DEMO_DAYS = MAX_REVIEW_MONTHS * 30;

function commonOf(origin: string, nowMs: number) {
  const day = (days: number) => new Date(nowMs + days * DAY_MS).toISOString().slice(0, 10);
  return {
    everySeconds: 15,
    authorisation: {
      legalBasis: 'none needed: every post is invented',
      controller: 'whoever started the demo',
      purpose: 'demonstration',
      necessity: 'Nobody is watched: the pages and their authors are invented.',
      scope: [{ host: new URL(origin).host, paths: ['/'] }],
      pauseSeconds: 2,
      requester: 'Vigie demo',
      approver: 'whoever started the demo',
      startsOn: day(0),
      reviewBy: day(DEMO_DAYS),
      expiresOn: day(DEMO_DAYS),
      retention: { unflaggedHours: 24, flaggedDays: 180 },
    },
  } as const;
}

/** One source of each collected kind on the fictional web, authorised from the day of `nowMs`. */
export function demoSources(origin: string, nowMs: number): Source[] {
  const common = commonOf(origin, nowMs);
  const sources = [
    { ...common, kind: 'feed', id: 'demo-feed', name: 'Demo: channel feed', url: `${origin}/news/feed.xml` },
    {
      ...common,
      kind: 'html',
      id: 'demo-classifieds',
      name: 'Demo: classifieds',
      url: `${origin}/ads/`,
      maxPages: 20,
      selectors: {
        item: 'article.ad',
        text: '.body',
        keyAttribute: 'data-ad',
        link: 'a.more',
        author: '.seller',
        publishedAt: 'time',
        next: 'a[rel="next"]',
      },
    },
    {
      ...common,
      kind: 'rendered',
      id: 'demo-board',
      name: 'Demo: board that needs JavaScript',
      url: `${origin}/board/`,
      selectors: {
        item: '.entry',
        text: '.text',
        keyAttribute: 'data-key',
        author: '.author',
        publishedAt: 'time',
      },
    },
    {
      ...common,
      kind: 'mastodon',
      id: 'demo-timeline',
      name: 'Demo: public timeline',
      url: origin,
      maxPages: 10,
    },
  ];
  return sources.map((source) => Source.parse(source));
}
