import { describe, expect, it } from 'vitest';
import { identifyPost } from '../../../workers/handlers/identify-posts.ts';
import { fc } from '../../support/properties.ts';
import { testVault } from '../../support/vault.ts';

const vault = testVault();
const tokenOf = (text: string) =>
  Buffer.from(identifyPost(vault, 'a', { key: '1', text }).textToken).toString('hex');
/** Letters among every kind of space that there is. */
const spaced = fc.array(
  fc.constantFrom('a', 'ب', '😀', ' ', '  ', '\n', '\r\n', '\t', '\u00a0', '\u2003', '\u2028', '\ufeff'),
  {
    maxLength: 20,
  },
);

describe('the token of a text', () => {
  it('is that of the text with a single space for every run of spaces and line breaks, and none at its ends', () => {
    fc.assert(
      fc.property(spaced, (parts) => {
        const text = parts.join('');
        expect(tokenOf(text)).toBe(tokenOf(text.replace(/\s+/gu, ' ').trim()));
      }),
    );
  });

  it.each([
    ['places left', 'places  left'],
    ['places left', ' places\n\nleft '],
    ['places left', 'places\u00a0left'],
  ])('%j and %j are one text', (one, other) => expect(tokenOf(one)).toBe(tokenOf(other)));

  it('tells texts apart by where a word ends', () =>
    expect(tokenOf('places left')).not.toBe(tokenOf('place sleft')));
});
