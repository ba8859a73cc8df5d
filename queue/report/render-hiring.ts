import { type Html, tag } from '../runtime/html.ts';
import type { ReportData } from './report-data.ts';
import { type Format, type Say, table } from './report-table.ts';

/** How many offers hire carriers, beside all of them; nothing in reports of methods that did not say. */
export function hiring({ outcomes, hiring: months }: ReportData, say: Say, number: Format): Html[] {
  if (months === undefined) return [];
  const shown = (count: number | null | undefined) => (count == null ? say('held') : number(count));
  const rows = months.map(({ month, isCounted, count }, at) => [
    month,
    shown(outcomes[at]?.counts.offer),
    isCounted ? shown(count) : say('not-counted'),
  ]);
  const head = [say('column.month'), say('column.offers'), say('column.hiring')];
  return [table(say('hiring.caption'), head, rows), tag('p', {}, say('hiring.how'))];
}
