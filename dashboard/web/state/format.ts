import { locale, named, t } from './locale.ts';
import type { LaneId } from './route.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

export function number(value: number): string {
  return new Intl.NumberFormat(region(), { maximumFractionDigits: 6 }).format(value);
}

/** A weight with its sign, so that what speaks against is seen without colour. */
export function weight(value: number): string {
  return new Intl.NumberFormat(region(), { maximumFractionDigits: 6, signDisplay: 'exceptZero' }).format(
    value,
  );
}

export function languageName(tag: string): string {
  if (tag === 'und') return t('item.language.unknown');
  try {
    return new Intl.DisplayNames([locale.value], { type: 'language' }).of(tag) ?? tag;
  } catch {
    return tag;
  }
}

export function dateTime(iso: string): string {
  const format = new Intl.DateTimeFormat(region(), { dateStyle: 'medium', timeStyle: 'short' });
  return format.format(new Date(iso));
}

export function timeOfDay(iso: string): string {
  return new Intl.DateTimeFormat(region(), { timeStyle: 'short' }).format(new Date(iso));
}

/** A day as it is written where the reader lives; it is no moment, so it moves with no time zone. */
export function day(isoDay: string): string {
  return new Intl.DateTimeFormat(region(), { dateStyle: 'medium', timeZone: 'UTC' }).format(new Date(isoDay));
}

/** How long ago, in the largest unit that fits. */
export function age(iso: string, nowMs: number): string {
  return duration(Math.max(0, nowMs - Date.parse(iso)));
}

/** How long ago a day was, in whole days: of a day, nobody knows the hour. */
export function daysSince(isoDay: string, nowMs: number): string {
  const days = Math.max(0, Math.floor((nowMs - Date.parse(isoDay)) / DAY_MS));
  if (days > 0) return unit(days, 'day');
  return new Intl.RelativeTimeFormat(region(), { numeric: 'auto' }).format(0, 'day');
}

export function duration(ms: number): string {
  if (ms >= 2 * DAY_MS) return unit(Math.floor(ms / DAY_MS), 'day');
  if (ms >= HOUR_MS) return unit(Math.floor(ms / HOUR_MS), 'hour');
  return unit(Math.ceil(ms / MINUTE_MS), 'minute');
}

/** Minutes and seconds that are left, such as 14:05. */
export function countdown(ms: number): string {
  const seconds = Math.ceil(ms / 1000);
  const digits = new Intl.NumberFormat(region(), { minimumIntegerDigits: 2 });
  return `${digits.format(Math.floor(seconds / 60))}:${digits.format(seconds % 60)}`;
}

function unit(value: number, name: 'day' | 'hour' | 'minute'): string {
  return new Intl.NumberFormat(region(), { style: 'unit', unit: name, unitDisplay: 'long' }).format(value);
}

export function sentenceList(parts: readonly string[]): string {
  return new Intl.ListFormat(locale.value, { type: 'conjunction' }).format(parts);
}

/** What an outcome is called in a lane: the protection lane asks another question. */
export function outcomeName(lane: LaneId, outcome: string): string {
  return named(lane === 'protect' && outcome !== 'offer' ? 'outcome.protect-lane' : 'outcome', outcome);
}

/** The browser's own variant of the interface's language, so that dates look as the reviewer is used to. */
export function region(): string {
  return navigator.languages.find((tag) => tag.split('-')[0] === locale.value) ?? locale.value;
}
