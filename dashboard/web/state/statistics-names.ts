import type { TableDimension } from '../../../queue/contracts/index.ts';
import { settings } from './desk.ts';
import { languageName, region } from './format.ts';
import { statNamed, statText } from './statistics-words.ts';

const WORDS = ['other', 'all', 'unknown', 'report'];

/**
 * What a category of a dimension is called.
 * @param nameOf what a language is called; in files by its name alone
 */
export function categoryName(
  dimension: TableDimension,
  name: string,
  nameOf: (tag: string) => string = markedWhole,
): string {
  switch (dimension) {
    case 'language':
      return WORDS.includes(name) ? statNamed('name', name) : nameOf(name);
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

/**
 * Figures are of a language in all its scripts, by its primary tag: it has the mark where a native speaker has not checked the words
 * of each.
 */
function markedWhole(tag: string): string {
  const { checkedLanguages = [], uncheckedLanguages = [] } = settings.value ?? {};
  const isOfIt = (one: string) => one === tag || one.startsWith(`${tag}-`);
  const isChecked = checkedLanguages.some(isOfIt) && !uncheckedLanguages.some(isOfIt);
  return languageName(tag) + (isChecked ? '' : ' *');
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
