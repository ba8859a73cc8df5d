import type { ContentKind, Gap, Interval, Share } from '../../../queue/contracts/index.ts';
import { fairnessText } from './fairness-words.ts';
import { languageName, number, region } from './format.ts';
import { locale } from './locale.ts';

/** A share; small ones to two significant digits. */
export function percent(share: number): string {
  const digits = share !== 0 && Math.abs(share) < 0.1 ? 1 : 0;
  return new Intl.NumberFormat(region(), { style: 'percent', maximumFractionDigits: digits }).format(share);
}

/** In words of the page. */
export function percentRange([low, high]: Interval): string {
  return fairnessText('table.range', { low: percent(low), high: percent(high) });
}

export function countOf({ hits, n }: Share): string {
  return fairnessText('table.of', { hits: number(hits), n: number(n) });
}

/** A difference of shares with its sign. */
export function gapText(gap: Gap | null): string {
  if (gap === null) return '–';
  const signed = (share: number) =>
    new Intl.NumberFormat(region(), {
      style: 'percent',
      signDisplay: 'exceptZero',
      maximumFractionDigits: 0,
    }).format(share);
  const [low, high] = gap.interval;
  return fairnessText('table.gap.value', { value: signed(gap.value), low: signed(low), high: signed(high) });
}

/** What a kind of content is called in the interface's language. */
export function groupName(dimension: ContentKind, group: string): string {
  switch (dimension) {
    case 'language':
      return languageName(group);
    case 'script':
      return displayed('script', group);
    case 'corridor': {
      const [from, to] = group.split('-');
      if (from === undefined || to === undefined) return fairnessText('corridor.none');
      return fairnessText('corridor.way', { from: place(from), to: place(to) });
    }
    default:
      return dimension satisfies never;
  }
}

function place(country: string): string {
  return country === 'ZZ' ? fairnessText('corridor.unknown') : displayed('region', country);
}

function displayed(type: 'script' | 'region', code: string): string {
  try {
    return new Intl.DisplayNames([locale.value], { type }).of(code) ?? code;
  } catch {
    return code;
  }
}
