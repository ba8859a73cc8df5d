import type { Arm } from './comparison.ts';
import { type Html, join, tag } from './html.ts';
import { type Format, type Say, table } from './report-table.ts';

/** Both arms side by side, with how many posts somebody reads for one offer. */
export function comparison(arms: readonly Arm[], say: Say, number: Format): Html {
  const percent = (share: number) => number(100 * share, 1);
  const rows = arms.map(({ id, offers, n, share, interval }) => [
    say(`arm.${id}`),
    offers === null ? say('held') : number(offers),
    n === null ? say('held') : number(n),
    share === null ? say('not-told') : `${percent(share)}\u00a0%`,
    interval === null ? '–' : `${percent(interval[0])} – ${percent(interval[1])}\u00a0%`,
    share === null || share === 0 ? '–' : number(1 / share, 1),
  ]);
  const names = ['what', 'offers', 'n', 'value', 'interval', 'reads'] as const;
  return join([
    table(
      say('comparison.caption'),
      names.map((name) => say(`column.${name}`)),
      rows,
    ),
    tag('p', {}, say('comparison.how')),
  ]);
}
