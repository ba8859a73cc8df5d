import { beforeAll, describe, expect, it } from 'vitest';
import { createScorer, type Scorer } from '../../../rules/index.ts';
import { fc } from '../../support/properties.ts';
import { shippedRules } from './shipped-packs.ts';

let scorer: Scorer;
beforeAll(async () => {
  scorer = createScorer(await shippedRules(), { release: null });
}, 60_000);

/** What rules of this category found, as it stands in the text. */
function found(text: string, category: string): string[] {
  const { signals } = scorer.score({ text });
  return signals.filter((one) => one.category === category).map(({ start, end }) => text.slice(start, end));
}

describe('a hashtag of several words', () => {
  it('is read as those words, each where it stands', () => {
    const text = 'Ask us #PakistanToItaly #NoVisaNeeded t.me/example_handle';
    expect(found(text, 'route')).toContain('PakistanToItaly');
    expect(found(text, 'documents')).toContain('NoVisaNeeded');
  });

  it.each([
    ['tr', '#vizesizavrupa', 'vizesiz'],
    ['fa', '#بدونویزا', 'بدونویزا'],
  ])('is read in other languages, also where a stem of theirs begins it: %s', (_, tag, words) =>
    expect(found(`${tag} t.me/example_handle`, 'documents')).toContain(words),
  );

  it('makes an offer of tags alone', () => {
    const text = '#vizesizavrupa #tırlaalmanya #ödemevarınca #yerayırt @sample_account';
    expect(scorer.score({ text }).lane).toBe('review');
  });

  it.each([
    ['of which something is left over', '#novisaqqq'],
    ['that no sign begins', 'novisaneeded pakistantoitaly'],
    ['of short words alone', '#tousaeu'],
  ])('stays whole: one %s', (_, text) => {
    expect(found(`${text} t.me/example_handle`, 'documents')).toEqual([]);
    expect(found(`${text} t.me/example_handle`, 'route')).toEqual([]);
  });

  it('harms no harmless one', () => {
    const text = '#photography #travelphotography #sundaymorning #lovemylife #boatlife @sample_account';
    expect(scorer.score({ text })).toMatchObject({ lane: 'none' });
  });

  it('is split as often as a person writes them, so that a post of nothing else takes no longer', () => {
    const text = '#novisaneeded'.repeat(7000);
    const began = process.cpuUsage().user;
    scorer.score({ text });
    const again = process.cpuUsage().user;
    scorer.score({ text });
    expect(Math.min(again - began, process.cpuUsage().user - again) / 1000).toBeLessThan(400);
    expect(found('#novisaneeded '.repeat(70), 'documents')).toContain('novisaneeded');
  });

  it('keeps every finding within a post of many, on either path of reading', () => {
    const tag = fc.constantFrom(
      '#PakistanToItaly',
      '#novisaneeded',
      '#kidsgofree',
      '#seatsleft',
      '#x',
      'we take you',
    );
    fc.assert(
      fc.property(fc.array(tag, { minLength: 1, maxLength: 40 }), fc.boolean(), (tags, isLong) => {
        // A post this long is read without the kernel.
        const before = isLong ? 'filler '.repeat(900) : 'filler ';
        const spans = (text: string) =>
          scorer.score({ text }).signals.map(({ rule, start, end }) => [rule, text.slice(start, end)]);
        const found = spans(`${before}${tags.join(' ')}`);
        expect(found).toEqual(spans(`filler ${tags.join(' ')}`));
        for (const [, said] of found) expect(said).toMatch(/^[^\s#](?:.*[^\s#])?$/u);
      }),
    );
  });
});
