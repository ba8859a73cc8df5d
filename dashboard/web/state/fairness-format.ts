import type { ContentKind, Gap, Interval, Share } from '../../../queue/contracts/index.ts';
import { markedLanguage } from './checked.ts';
import { fairnessText } from './fairness-words.ts';
import { number, region } from './format.ts';
import { locale } from './locale.ts';

/**
 * A share in percent. What is flagged are a few posts in ten thousand, so below 1 % it has two significant digits, and one place
 * below 10 %.
 */
export function percent(share: number, signDisplay: 'auto' | 'exceptZero' = 'auto'): string {
  const size = Math.abs(share);
  const digits =
    size > 0 && size < 0.01 ? { maximumSignificantDigits: 2 } : { maximumFractionDigits: size < 0.1 ? 1 : 0 };
  return new Intl.NumberFormat(region(), { style: 'percent', signDisplay, ...digits }).format(share);
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
  const signed = (share: number) => percent(share, 'exceptZero');
  const [low, high] = gap.interval;
  return fairnessText('table.gap.value', { value: signed(gap.value), low: signed(low), high: signed(high) });
}

/** What a kind of content is called in the interface's language. */
export function groupName(dimension: ContentKind, group: string): string {
  switch (dimension) {
    case 'language':
      return markedLanguage(group);
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
