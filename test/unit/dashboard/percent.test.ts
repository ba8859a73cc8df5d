import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { gapText, percent, percentRange } from '../../../dashboard/web/state/fairness-format.ts';
import { loadFairnessWords } from '../../../dashboard/web/state/fairness-words.ts';
import { isLocale, locale } from '../../../dashboard/web/state/locale.ts';

// Names of languages ask what the desk said once at start, which asks for its page's address where it is loaded.
vi.hoisted(() => {
  vi.stubGlobal('location', new URL('http://desk.test/'));
});

function speakAs(tag: string): void {
  const language = tag.split('-')[0] ?? '';
  if (!isLocale(language)) throw new TypeError(`expected a language of the interface, found ${language}`);
  vi.stubGlobal('navigator', { languages: [tag] });
  locale.value = language;
}

describe('a share in percent', () => {
  beforeEach(async () => {
    speakAs('en');
    await loadFairnessWords();
  });
  afterEach(() => {
    locale.value = 'en';
    vi.unstubAllGlobals();
  });

  it('FAI-01 shows a few posts in ten thousand as what they are', () => {
    const shares = [0, 0.000038, 0.0004, 0.00421, 0.0099, 0.013, 0.0999, 0.123, 0.999, 1];
    expect(shares.map((share) => percent(share))).toEqual([
      '0%',
      '0.0038%',
      '0.04%',
      '0.42%',
      '0.99%',
      '1.3%',
      '10%',
      '12%',
      '100%',
      '100%',
    ]);
    expect(percentRange([0.0002, 0.0011])).toContain('0.02%');
  });

  it('FAI-01 shows a difference of such shares, with its sign', () => {
    const text = gapText({ value: 0.00041, interval: [-0.00005, 0.0123] });
    for (const part of ['+0.041%', '-0.005%', '+1.2%']) expect(text).toContain(part);
    expect(gapText(null)).toBe('–');
  });

  it.each([
    ['en-GB', '0.042%', '12,000'],
    ['fr-FR', '0,042\u00a0%', '12\u202f000'],
    ['es-ES', '0,042\u00a0%', '12.000'],
    ['ar-EG', '٠٫٠٤٢٪؜', '١٢٬٠٠٠'],
  ])('is written as the person writes numbers: %s', (tag, share, count) => {
    speakAs(tag);
    expect(percent(0.000421)).toBe(share);
    expect(new Intl.NumberFormat(tag).format(12_000)).toBe(count);
  });
});
