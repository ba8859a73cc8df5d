import { describe, expect, it } from 'vitest';
import { findQuotations } from '../../../rules/text/quotations.ts';
import { cpuMicroseconds } from '../../bench/cpu-time.ts';
import { slowness } from '../../support/machine-speed.ts';
import { fc } from '../../support/properties.ts';

const CLOSING: Readonly<Record<string, string>> = {
  '«': '»',
  '“': '”',
  '„': '“”',
  '"': '"',
  '‹': '›',
  '「': '」',
  '『': '』',
};

/** What is right, the plain way: behind each opening mark the next 300 characters are looked through. */
function plainly(text: string): readonly { start: number; end: number }[] {
  const found: { start: number; end: number }[] = [];
  for (let at = 0; at < text.length; at += 1) {
    const closing = CLOSING[text[at] ?? ''];
    const length =
      closing === undefined
        ? inward(text.slice(0, at), text.slice(at))
        : [...text.slice(at + 1, at + 301)].findIndex((mark) => closing.includes(mark));
    if (length < 0) continue;
    found.push({ start: at + 1, end: at + 1 + length });
    at += 1 + length;
  }
  return found;
}

/** How long the quotation is that begins with "»"; -1 for none. */
function inward(before: string, text: string): number {
  const quoted = /(?:^|[\s([{„“"'–—-])$/u.test(before)
    ? /^»((?![\s«»]).{0,299}?(?<![\s«»]))«(?![\p{L}\p{N}«])/su.exec(text)
    : null;
  return quoted?.[1]?.length ?? -1;
}

describe('quotations', () => {
  it('are those that the plain way finds, whatever the marks', () => {
    const piece = fc.oneof(
      fc.constantFrom(...'«»“”„"‹›「」『』a '),
      fc.constantFrom(299, 300, 301).map((length) => 'y'.repeat(length)),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (parts) => {
        const text = parts.join('');
        expect(findQuotations(text)).toEqual(plainly(text));
      }),
      { numRuns: 2_000 },
    );
  });

  it.each([
    ['»Wir bringen euch nach Athen, 2500 Euro«, so heißt es.', ['Wir bringen euch nach Athen, 2500 Euro']],
    ['Er schrieb: »Komm!« Sie schrieb: »Nein.«', ['Komm!', 'Nein.']],
    ['Man liest dort (»2500 Euro«) und anderswo auch.', ['2500 Euro']],
    ['Il dit « oui », elle dit « non », et puis plus rien.', [' oui ', ' non ']],
    ['Он сказал «да», она сказала «нет», и больше ничего.', ['да', 'нет']],
    [`« ${'y'.repeat(300)} » dit-il, 2500 euros, et « rien ».`, [' rien ']],
    [`Он «${'y'.repeat(300)}» сказал, 2500 евро, «да»`, ['да']],
    ['» Izmir - Athen\n» 2500 Euro\n» jeden Tag, sagt er «', []],
    ['»»» Izmir - Athen, 2500 Euro, jeden Tag, sagt er «««', []],
  ])('are told by the way that the marks point: %s', (text, expected) => {
    const quotations = findQuotations(text);
    expect(quotations.map(({ start, end }) => text.slice(start, end))).toEqual(expected);
  });

  it.each(['“', '「', '»', '»x', '» »x «x', '„', '„x”', '"'])(
    'are found in 100,000 of %s in time, best of five',
    (mark) => {
      const text = mark.repeat(100_000 / mark.length);
      const times = Array.from({ length: 5 }, () => cpuMicroseconds(() => findQuotations(text)) / 1000);
      expect(Math.min(...times)).toBeLessThan(100 * slowness());
    },
    30_000,
  );
});
