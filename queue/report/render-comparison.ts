import { type Html, join, tag } from '../runtime/html.ts';
import type { Arm } from './comparison.ts';
import { type Format, type Percents, type Say, table } from './report-table.ts';

/** Both arms side by side, with how many posts somebody reads for one offer. */
export function comparison(arms: readonly Arm[], say: Say, number: Format, percent: Percents): Html {
  const rows = arms.map(({ id, offers, halfJudged, n, share, interval }) => [
    say(`arm.${id}`),
    offers === null
      ? say('held')
      : `${number(offers)}${halfJudged ? ` – ${number(offers + halfJudged)}` : ''}`,
    n === null ? say('held') : number(n),
    share === null ? say('not-told') : percent.one(share),
    interval === null ? '–' : percent.range(interval),
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
