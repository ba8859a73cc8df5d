import { describe, expect, it } from 'vitest';
import { createScorer } from '../../../rules/index.ts';
import { contentOf, corridorOf, countSigns } from '../../../workers/scoring/count-contents.ts';
import { shippedRules } from '../rules/shipped-packs.ts';

describe('what a post is about', () => {
  it('FAI-04 is its script and the route between countries that it names', async () => {
    const scorer = createScorer(await shippedRules(), { release: null });
    const of = (text: string) => contentOf(text, corridorOf(scorer, text, scorer.score({ text })));
    expect(of('We take you from Turkey to Italy by boat')).toEqual({ script: 'Latn', corridor: 'TR-IT' });
    expect(of('из Турции в Италию, есть места')).toEqual({ script: 'Cyrl', corridor: 'TR-IT' });
    expect(of('من تركيا الى اليونان')).toEqual({ script: 'Arab', corridor: 'TR-GR' });
    expect(of('a nice evening')).toEqual({ script: 'Latn', corridor: 'none' });
    expect(of('123 🚤')).toEqual({ script: 'Zyyy', corridor: 'none' });
  });

  it('has a sign that oversight counts where an offer calls for help, and where carriers are looked for', async () => {
    const scorer = createScorer(await shippedRules(), { release: null });
    const of = (text: string) => countSigns([{ assessment: scorer.score({ text, language: 'en' }) }]);
    const offer =
      'We take you from Turkey to Italy by boat, 5000 euro, pay on arrival, write to +90 555 000 00 00';
    const help = 'our boat is sinking, people are drowning, please help us';
    expect(of(offer)).toEqual([]);
    expect(of(help)).toEqual([]);
    const one = { language: 'en', count: 1 };
    expect(of(`${offer}. ${help}`)).toEqual([{ sign: 'offer-and-distress', ...one }]);
    const drivers =
      'Drivers wanted to carry passengers over the border from Serbia to Austria, 1000 euro per head';
    expect(of(`${drivers}, write to +90 555 000 00 00`)).toEqual([{ sign: 'hires-carriers', ...one }]);
    expect(of('Drivers wanted, licence C, contract')).toEqual([]);
  });
});
