import type { Found } from '../match/found.ts';
import { hitsOfMany } from '../match/list-hits.ts';
import { readSums } from '../match/match-prices.ts';
import { startOfNumber } from '../match/read-fraction.ts';
import { isFractionSign } from '../text/fraction-signs.ts';
import { normalisedText } from '../text/normalise.ts';
import { originalSpans } from '../text/original-span.ts';
import { allMatches, MOST_OF_A_KIND } from './all-matches.ts';
import type { Candidate, Entity } from './entity.ts';
import { findContacts } from './find-contacts.ts';
import { NUMERIC_DATE } from './numeric-date.ts';

/** Contacts, sums, routes and dates of the post that was just read, in reading order; the longer of two that overlap. */
export function findEntities(found: Found): readonly Entity[] {
  const text = normalisedText(found.text);
  const sums = prices(found, text);
  const isNoSum = (one: Candidate): boolean => !sums.some((sum) => overlaps(one, sum));
  // "2500-3000 euro" has as many digits as a telephone number.
  const contacts = findContacts(text, found.text, found.post).filter(isNoSum);
  // "5/6 thousand" leads from one number to another; with its year a date is surely one.
  const inFigures = datesInFigures(found, text).filter((one) => hasYear(one) || isNoSum(one));
  const days = [...datesInWords(found, text), ...inFigures];
  const candidates = [...contacts, ...sums, ...routes(found, text), ...days];
  const sorted = candidates.toSorted((a, b) => a.start - b.start || b.end - a.end);
  const entities: Entity[] = [];
  const spanOf = originalSpans(found.text, found.post);
  let coveredTo = -1;
  for (const { kind, start, end, value } of sorted) {
    if (start < coveredTo) continue;
    coveredTo = end;
    entities.push({ kind, value, ...spanOf({ start, end }) });
  }
  return entities;
}

function firstOf<T>(items: readonly T[]): readonly T[] {
  return items.slice(0, MOST_OF_A_KIND);
}

function overlaps(a: Candidate, b: Candidate): boolean {
  return a.start < b.end && b.start < a.end;
}

function prices(found: Found, text: string): readonly Candidate[] {
  const { tokens, compiled } = found;
  return firstOf(readSums(found)).map(({ start, end, amount, currency, isInWords }): Candidate => {
    const from = startOfNumber(found, start);
    const to = tokens.end[end - 1] ?? 0;
    const told = [String(amount), compiled.currencies[currency] ?? ''].join(' ').trim();
    return { kind: 'price', start: from, end: to, value: isInWords ? text.slice(from, to) : told };
  });
}

/** What the rules of routes found between two places; a single end is none. */
function routes(found: Found, text: string): readonly Candidate[] {
  const ways = found.hits.flatMap(({ rule, start, end }): readonly Candidate[] => {
    const route = found.compiled.rules[rule]?.route;
    if (route === undefined || route === null || route.toward.size > 0) return [];
    return [{ kind: 'route', start, end, value: text.slice(start, end) }];
  });
  return firstOf(ways);
}

function datesInWords(found: Found, text: string): readonly Candidate[] {
  const { start, end } = found.tokens;
  return firstOf(hitsOfMany(found.lists, found.compiled.dateLists)).map((hit): Candidate => {
    const from = start[hit.start] ?? 0;
    const to = end[hit.end - 1] ?? 0;
    return { kind: 'date', start: from, end: to, value: text.slice(from, to) };
  });
}

function datesInFigures(found: Found, text: string): readonly Candidate[] {
  return allMatches(text, NUMERIC_DATE, 'date').filter((one) => !hasFraction(found, one));
}

function hasYear({ value }: Candidate): boolean {
  return (value.match(/\d+/g) ?? []).length === DAY_MONTH_YEAR;
}

const DAY_MONTH_YEAR = 3;

/** "10½ hours" reads "10.5 hours", which is no day in May. */
function hasFraction({ post, text }: Found, { start, end }: Candidate): boolean {
  for (let unit = start; unit < end; unit += 1) if (isFractionSign(post, text.from[unit] ?? -1)) return true;
  return false;
}
