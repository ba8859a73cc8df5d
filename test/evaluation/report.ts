import { wilson } from '../../rules/analysis/wilson.ts';
import type { BackgroundCount } from './background.ts';
import type { Kept, LanguageKept } from './disguises.ts';
import { groupBy, isAtRisk, isPeripheral, type Scored, type Tally, tally } from './tally.ts';

/** From so many on a share has a decimal: 142 of 150 is not 95 %. */
const MANY = 100;

/** "18/20 90 % (70-97)": hits, share and 95 % interval. */
function share(hits: number, of: number): string {
  if (of === 0) return '–';
  const { low, high } = wilson(hits, of);
  const percent = ((100 * hits) / of).toFixed(of < MANY ? 0 : 1);
  return `${hits}/${of} ${percent} % (${Math.round(low)}–${Math.round(high)})`;
}

function row(name: string, t: Tally): string {
  return `| ${name} | ${[
    share(t.offersFound, t.offers),
    share(t.notOffersFlagged, t.notOffers),
    share(t.notOffersProtected, t.notOffers),
    share(t.protectsFlagged, t.protects),
    share(t.atRiskFound, t.atRisk),
  ].join(' | ')} |`;
}

const HEAD = [
  '| | offers found | harmless flagged | harmless in protection | people on the move flagged | at risk in protection |',
  '|---|---|---|---|---|---|',
];

/** One set of cases as Markdown: all, per language, per functionality. */
export function caseTables(title: string, cases: readonly Scored[]): string {
  const core = cases.filter((one) => !isPeripheral(one));
  const peripheral = cases.filter(isPeripheral);
  const languages = groupBy(core, ({ lang }) => lang);
  return [
    `## ${title}`,
    '',
    `${cases.length} cases in ${languages.size} languages. Hiring carriers, counted apart: ${share(
      peripheral.filter(({ lane }) => lane === 'review').length,
      peripheral.length,
    )}.`,
    '',
    ...HEAD,
    row('**all**', tally(core)),
    ...[...languages].map(([lang, of]) => row(lang, tally(of))),
    '',
    '| functionality | in the right lane |',
    '|---|---|',
    ...[...groupBy(cases, ({ functionality }) => functionality)].map(
      ([functionality, of]) => `| ${functionality} | ${share(of.filter(isRight).length, of.length)} |`,
    ),
    '',
  ].join('\n');
}

/** `none` is right for whoever is not at risk, and so is `protect`: doubt resolves to protection. */
function isRight(one: Scored): boolean {
  if (one.label === 'offer') return one.lane === 'review';
  if (isAtRisk(one)) return one.lane === 'protect';
  return one.label === 'protect' ? one.lane !== 'review' : one.lane === 'none';
}

/** Of texts that end in their lane as they stand, how many do in disguise, by language (EVA-05). */
export function disguiseTable(
  { title, of }: { readonly title: string; readonly of: string },
  languages: ReadonlyMap<string, LanguageKept>,
  names: readonly string[],
): string {
  const line = (name: string, { kept, tried }: Kept, worst: string) =>
    `| ${name} | ${share(kept, tried)} | ${worst} |`;
  const all = { kept: 0, tried: 0 };
  for (const { kept, tried } of languages.values()) {
    all.kept += kept;
    all.tried += tried;
  }
  return [
    `## ${title}`,
    '',
    `${of}, each under every disguise that changes it: ${names.join(', ')}.`,
    '',
    '| language | still found | worst disguise |',
    '|---|---|---|',
    line('**all**', all, '–'),
    ...[...languages].map(([lang, { worst, ...kept }]) =>
      line(lang, kept, worst.kept === worst.tried ? '–' : `${worst.name}: ${worst.kept} of ${worst.tried}`),
    ),
    '',
  ].join('\n');
}

/** "1 (0.1-4.0)": hits, and the 95 % interval of their share in a thousand. */
function perThousand(hits: number, of: number): string {
  const { low, high } = wilson(hits, of);
  return `${hits} (${(low * 10).toFixed(1)}–${(high * 10).toFixed(1)})`;
}

export function backgroundTable(counts: ReadonlyMap<string, BackgroundCount>): string {
  const all = { posts: 0, review: 0, protect: 0 };
  for (const { posts, review, protect } of counts.values()) {
    all.posts += posts;
    all.review += review;
    all.protect += protect;
  }
  const line = (name: string, { posts, review, protect }: BackgroundCount) =>
    `| ${name} | ${posts} | ${perThousand(review, posts)} | ${perThousand(protect, posts)} |`;
  return [
    '## Real harmless posts',
    '',
    'Counts, with the 95 % interval of how many there are in a thousand posts: few posts without a hit tell little.',
    '',
    '| language | posts | flagged | in protection |',
    '|---|---|---|---|',
    line('**all**', all),
    ...[...counts].map(([lang, count]) => line(lang, count)),
    '',
  ].join('\n');
}
