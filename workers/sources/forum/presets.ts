import type { SelectorMap } from '../../../queue/contracts/index.ts';
import type { SourceOf } from '../source-adapter.ts';

/** Where forum software puts its topics and posts. */
export interface ForumPreset {
  readonly row: string;
  /** The link to a topic's last page first, where the newest posts are; else to the topic. */
  readonly links: readonly string[];
  readonly next: string;
  readonly selectors: SelectorMap;
}

export const PRESETS: Readonly<Record<SourceOf<'forum'>['software'], ForumPreset>> = {
  /** Style prosilver of phpBB 3.1 to 3.3, and styles made from it. */
  phpbb: {
    row: 'ul.topics > li.row',
    links: ['dd.lastpost a[href*="viewtopic"]', 'a.topictitle'],
    next: '.pagination a[rel="next"]',
    selectors: {
      item: 'div.post[id^="p"]',
      text: '.postbody .content',
      keyAttribute: 'id',
      link: 'p.author a[href*="viewtopic"], h3 a',
      author: '.postprofile .username, .postprofile .username-coloured, .postprofile dt strong',
      publishedAt: 'p.author time',
      threadTitle: 'h2.topic-title',
      ignore: '.content blockquote, .signature',
    },
  },
  /** vBulletin 4. Its dates are written in the board's own way, so none is read. */
  vbulletin: {
    row: 'li.threadbit',
    links: ['a.lastpostdate', '.threadlastpost a[href*="#post"]', 'a.title'],
    next: 'a[rel="next"]',
    selectors: {
      item: 'li.postcontainer[id^="post_"]',
      text: '.postcontent',
      keyAttribute: 'id',
      link: 'a.postcounter',
      author: '.username_container .username',
      threadTitle: '.threadtitle',
      ignore: '.bbcode_quote, .signature',
    },
  },
};
