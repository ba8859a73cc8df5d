import { describe, expect, it } from 'vitest';
import { createScorer } from '../../../rules/index.ts';
import { contentOf, corridorOf } from '../../../workers/scoring/count-contents.ts';
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
});
