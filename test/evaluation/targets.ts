import type { BackgroundCount } from './background.ts';
import { groupBy, isPeripheral, type Scored, type Tally, tally } from './tally.ts';

/** One thing that the rules are held to, and what was measured of it. */
interface Target {
  readonly what: string;
  readonly asked: string;
  readonly measured: string;
  readonly isMet: boolean;
}

const FEW_OFFERS = 10;

function percent(hits: number, of: number): string {
  return `${hits}/${of} (${of === 0 ? '–' : ((100 * hits) / of).toFixed(2)} %)`;
}

/** That none of the languages stands out. @param found those that do, each with how many of how many */
function noLanguage(
  what: string,
  asked: string,
  found: readonly (readonly [lang: string, hits: number, of: number])[],
): Target {
  const measured = found.map(([lang, hits, of]) => `${lang} ${hits}/${of}`).join(', ');
  return { what, asked: `${asked}: none`, measured: measured || 'none', isMet: found.length === 0 };
}

/** @param all of the cases that are not hiring carriers, which are counted apart */
function caseTargets(all: Tally, languages: ReadonlyMap<string, Tally>): Target[] {
  const low = [...languages].filter(([, t]) =>
    t.offers >= FEW_OFFERS ? t.offersFound < 0.85 * t.offers : t.offers - t.offersFound > 1,
  );
  const flagged = [...languages].filter(
    ([, t]) => t.notOffersFlagged > 1 && t.notOffersFlagged > 0.05 * t.notOffers,
  );
  return [
    // Of a set that holds no offer, and of one without a call for help, nothing is told of these.
    ...(all.offers === 0
      ? []
      : [
          {
            what: 'offers found',
            asked: 'at least 95 %',
            measured: percent(all.offersFound, all.offers),
            isMet: all.offersFound >= 0.95 * all.offers,
          },
          noLanguage(
            'languages that find fewer',
            `than 85 %, or with under ${FEW_OFFERS} offers miss more than one`,
            low.map(([lang, t]) => [lang, t.offersFound, t.offers]),
          ),
        ]),
    {
      what: 'harmless flagged',
      asked: 'at most 2 %',
      measured: percent(all.notOffersFlagged, all.notOffers),
      isMet: all.notOffersFlagged <= 0.02 * all.notOffers,
    },
    noLanguage(
      'languages that flag more',
      'than one harmless text and over 5 %',
      flagged.map(([lang, t]) => [lang, t.notOffersFlagged, t.notOffers]),
    ),
    {
      what: 'people on the move flagged',
      asked: 'none',
      measured: percent(all.protectsFlagged, all.protects),
      isMet: all.protectsFlagged === 0,
    },
    ...(all.atRisk === 0
      ? []
      : [
          {
            what: 'at risk in protection',
            asked: 'at least 95 %',
            measured: percent(all.atRiskFound, all.atRisk),
            isMet: all.atRiskFound >= 0.95 * all.atRisk,
          },
        ]),
    {
      what: 'harmless in protection',
      asked: 'at most 3 %',
      measured: percent(all.notOffersProtected, all.notOffers),
      isMet: all.notOffersProtected <= 0.03 * all.notOffers,
    },
  ];
}

function backgroundTargets(counts: ReadonlyMap<string, BackgroundCount>): Target[] {
  const sum = (of: (count: BackgroundCount) => number) =>
    [...counts.values()].reduce((total, count) => total + of(count), 0);
  const [posts, review, protect] = [
    sum((one) => one.posts),
    sum((one) => one.review),
    sum((one) => one.protect),
  ];
  const noisy = [...counts].filter(([, one]) => one.review > 1 && one.review > 0.001 * one.posts);
  return [
    {
      what: 'real posts flagged',
      asked: 'at most 1 in 5,000',
      measured: `${review}/${posts}`,
      isMet: review <= posts / 5000,
    },
    noLanguage(
      'languages that flag more',
      'than one and over 1 in 1,000',
      noisy.map(([lang, one]) => [lang, one.review, one.posts]),
    ),
    {
      what: 'real posts in protection',
      asked: 'at most 1 in 200',
      measured: `${protect}/${posts}`,
      isMet: protect <= posts / 200,
    },
  ];
}

/** What is asked of the rules beside what they do, so that nobody has to know the one to read the other. */
export function targetTable(
  sets: readonly (readonly [name: string, cases: readonly Scored[]])[],
  background: ReadonlyMap<string, BackgroundCount> | null,
): string {
  const targets = sets.flatMap(([name, cases]) => {
    const core = cases.filter((one) => !isPeripheral(one));
    const languages = new Map([...groupBy(core, ({ lang }) => lang)].map(([lang, of]) => [lang, tally(of)]));
    return caseTargets(tally(core), languages).map((target) => [name, target] as const);
  });
  if (background !== null)
    targets.push(...backgroundTargets(background).map((target) => ['real harmless posts', target] as const));
  return [
    '## What is asked, and what is met',
    '',
    '| set | what | asked | measured | |',
    '|---|---|---|---|---|',
    ...targets.map(
      ([set, { what, asked, measured, isMet }]) =>
        `| ${set} | ${what} | ${asked} | ${measured} | ${isMet ? 'met' : '**not met**'} |`,
    ),
    '',
  ].join('\n');
}
