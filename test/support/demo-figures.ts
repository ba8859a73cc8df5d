import { type Figure, monthOf } from '../../queue/contracts/index.ts';

/** So many months back from a moment. */
export function monthsBack(now: Date, count: number): string {
  return monthOf(new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - count, 1)));
}

const WAYS = [
  ['western-asia', 'southern-europe', 38],
  ['northern-africa', 'southern-europe', 27],
  ['southern-asia', 'western-asia', 19],
  ['western-africa', 'northern-africa', 14],
  ['western-europe', 'northern-europe', 12],
  ['central-america', 'northern-america', 21],
  ['eastern-africa', 'northern-africa', 3],
] as const;
const LANGUAGES = [
  ['ar', 5],
  ['en', 3],
  ['tr', 2],
  ['so', 0.2],
] as const;

/** A year of invented counters that grow and shrink with the months, up to the given one. */
export function demoFigures(now: Date): Figure[] {
  return Array.from({ length: 12 }, (_, back) => back).flatMap((back) => {
    const month = monthsBack(now, back);
    const swing = 1 + 0.4 * Math.sin(back * 0.9);
    const of = (part: Partial<Figure> & { count: number }): Figure => ({
      month,
      family: 'posts',
      state: 'none',
      language: 'en',
      platform: 'telegram',
      origin: 'unknown',
      destination: 'unknown',
      ...part,
      count: Math.round(part.count * swing),
    });
    return [
      ...LANGUAGES.flatMap(([language, share]) => [
        of({ language, count: 2100 * share }),
        of({ language, count: 900 * share, platform: 'feed' }),
        of({ language, state: 'protect', count: 3 * share }),
      ]),
      ...WAYS.flatMap(([origin, destination, count]) => [
        of({ state: 'review', language: 'ar', origin, destination, count }),
        of({ state: 'review', language: 'tr', platform: 'feed', origin, destination, count: count / 3 }),
      ]),
      of({ family: 'items', state: 'opened', count: 120 }),
      of({ family: 'outcomes', state: 'offer', count: 31 }),
      of({ family: 'outcomes', state: 'not_offer', count: 52 }),
      of({ family: 'outcomes', state: 'protect', count: 12 }),
      of({ family: 'outcomes', state: 'unresolved', count: 9 }),
      of({ family: 'outcomes', state: 'expired', count: 4 }),
    ];
  });
}
