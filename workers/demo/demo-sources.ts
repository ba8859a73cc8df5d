import { Source } from '../../queue/contracts/index.ts';

const common = {
  everySeconds: 15,
  authorisation: {
    legalBasis: 'none needed: every post is invented',
    purpose: 'demonstration',
    requester: 'Vigie demo',
    approver: 'whoever started the demo',
    startsOn: '2020-01-01',
    expiresOn: '2099-12-31',
  },
} as const;

/** One source of each collected kind on the fictional web. */
export function demoSources(origin: string): Source[] {
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
