import { classifyCoverage } from '../../../../queue/sight/classify.ts';
import type { Coverage } from '../../../../queue/sight/index.ts';
import type { CountedContent, CountedFinds } from '../../../../queue/storage/coverage-rows.ts';
import { DEMO_SOURCES } from './demo-sources.ts';

const HELD = 'en.provider.first-word';

function content(
  source: string,
  language: string,
  month: string,
  posts: number,
  corridor = 'none',
): CountedContent {
  return { month, source, language, corridor, posts, flagged: Math.floor(posts / 40) };
}

const CONTENT: readonly CountedContent[] = [
  content('harbour-board', 'en', '2026-11', 900, 'LY-IT'),
  content('harbour-board', 'fr', '2026-05', 12),
  content('harbour-board', 'ar', '2026-11', 400, 'TR-GR'),
  content('harbour-board', 'xx', '2026-03', 2),
  content('market-square', 'ar', '2026-11', 61, 'RS-AT'),
  content('market-square', 'fr', '2026-10', 7),
];

const FINDS: readonly CountedFinds[] = [
  { month: '2026-11', source: 'harbour-board', language: 'ar', rule: 'shared.price.sum', items: 9 },
];

const right = (n: number) => ({ n, right: n });

/** Sources of which one shows a captcha, a language whose only offers a hold hides, one that is quiet, one that nothing proves. */
export const DEMO_COVERAGE: Coverage = {
  report: async () => {
    const languages = [
      { language: 'ar', offers: right(3), harmless: right(5), atRisk: right(4), lostTo: [] },
      { language: 'en', offers: { n: 3, right: 0 }, harmless: right(7), atRisk: right(4), lostTo: [HELD] },
      { language: 'fr', offers: right(3), harmless: right(6), atRisk: right(4), lostTo: [] },
      { language: 'ht', offers: right(0), harmless: right(0), atRisk: right(0), lostTo: [] },
    ];
    const rules = [
      { rule: 'shared.price.sum', language: 'ar', answer: 'speaks' as const },
      { rule: 'shared.price.sum', language: 'fr', answer: 'speaks' as const },
      { rule: HELD, language: 'en', answer: 'held' as const },
    ];
    return {
      from: '2026-10-01',
      to: '2026-11-01',
      since: '2025-12-01',
      probes: {
        release: 'ca18014b16b07b94',
        holds: [HELD],
        checkedLanguages: ['en'],
        at: '2026-11-25T01:58:00.000Z',
      },
      log: { first: 12, last: 4711 },
      ...classifyCoverage({
        from: '2026-10',
        sources: DEMO_SOURCES,
        isStopped: false,
        content: CONTENT,
        finds: FINDS,
        probes: { languages, rules },
      }),
    };
  },
};
