import type { TableDimension } from '../../../queue/contracts/index.ts';
import { markedLanguage } from './checked.ts';
import { region } from './format.ts';
import { statNamed, statText } from './statistics-words.ts';

const WORDS = ['other', 'all', 'unknown', 'report'];

/** What a category of a dimension is called. */
export function categoryName(dimension: TableDimension, name: string): string {
  switch (dimension) {
    case 'language':
      return WORDS.includes(name) ? statNamed('name', name) : markedLanguage(name);
    case 'platform':
      return WORDS.includes(name) ? statNamed('name', name) : name;
    case 'origin':
    case 'destination':
      return statNamed('region', name);
    case 'corridor':
      return name
        .split('>')
        .map((region) => statNamed('region', region))
        .join(' – ');
    case 'state':
      return statNamed('state', name);
    default:
      return dimension satisfies never;
  }
}

/** A month of the calendar that figures are counted in, such as "Oct 2026". */
export function monthName(month: string): string {
  const format = new Intl.DateTimeFormat(region(), { month: 'short', year: 'numeric', timeZone: 'UTC' });
  return format.format(new Date(`${month}-01T00:00:00Z`));
}

/** Names after one another, in a sentence. */
export function listed(names: readonly string[]): string {
  return names.join(statText('list.between'));
}
