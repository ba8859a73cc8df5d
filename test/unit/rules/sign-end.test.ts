import { describe, expect, it } from 'vitest';
import { signEnd } from '../../../rules/text/sign-end.ts';
import { shippedScorer } from './shipped-packs.ts';

const scorer = await shippedScorer();

describe('the end of a mark', () => {
  it.each([
    ['a letter alone', 'ab', 1, 1],
    ['the end of a post', 'a', 1, 1],
    ['a vowel sign', 'مهرّبٌ الآن', 5, 6],
    ['a stroke through a letter', 'a\u0336b', 1, 2],
    ['what makes a picture of a sign', '⛵\ufe0f x', 1, 2],
    ['the colour of a hand', '👍🏽 x', 2, 4],
    ['pictures joined to one', '👨\u200d👩 x', 2, 5],
    ['a letter that the next one is joined to', 'a\u200db', 1, 1],
  ])('is behind %s', (_what, post, end, expected) => {
    expect(signEnd(post, end)).toBe(expected);
  });

  it('takes in the vowels of the last letter that a rule found', () => {
    const post = 'نُوصِلُكَ مِن لِيبْيَا إِلَى إِيطَالِيَا بِقَارِبٍ، السِّعْرُ ٣٠٠٠ يُورُوٌ، تَوَاصَلْ وَاتْسَابُ';
    const { signals } = scorer.score({ text: post });
    expect(signals.length).toBeGreaterThan(3);
    for (const { end } of signals) expect(post.charAt(end)).not.toMatch(/\p{M}/u);
    for (const { end } of scorer.entities(post)) expect(post.charAt(end)).not.toMatch(/\p{M}/u);
  });
});
