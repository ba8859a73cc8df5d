import { expect, it } from 'vitest';
import { shippedScorer } from './shipped-packs.ts';

/** Longer posts are read without the kernel, which writes a space behind each. */
const LONG = '. '.repeat(3500);
const OFFER = `${LONG}We take you from Athens to Milan by van, usd2500`;
const scorer = await shippedScorer();

it.each(['@', '7', '. a', '/a', '€'])(
  'no post is read with what stood behind its end in one before: %s',
  (sign) => {
    scorer.score({ text: '-'.repeat(OFFER.length + 50) });
    const said = [scorer.score({ text: OFFER }), scorer.entities(OFFER)];
    expect(said[1]).toContainEqual(expect.objectContaining({ kind: 'price', value: '2500 USD' }));
    const again = [(text: string) => scorer.score({ text }), (text: string) => scorer.entities(text)].map(
      (read) => {
        scorer.score({ text: '-'.repeat(OFFER.length) + sign.repeat(50) });
        return read(OFFER);
      },
    );
    expect(again).toEqual(said);
  },
);
