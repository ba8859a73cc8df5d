import { describe, expect, it } from 'vitest';
import { fill } from '../../../dashboard/web/messages/fill.ts';
import { LOCALES } from '../../../dashboard/web/messages/index.ts';
import { REASONS } from '../../../queue/contracts/decision.ts';
import { CATEGORIES } from '../../../rules/categories.ts';

const tables: [string, Readonly<Record<string, string>>][] = Object.entries(LOCALES).map(
  ([id, { messages }]) => [id, messages],
);
const english = LOCALES.en.messages as Readonly<Record<string, string>>;
const placeholders = (text: string) => [...text.matchAll(/\{[a-z]+\}/g)].map(([name]) => name).sort();

describe.each(tables)('the %s messages', (_id, table) => {
  it('have the same keys as English, none empty', () => {
    expect(Object.keys(table).sort()).toEqual(Object.keys(english).sort());
    expect(Object.entries(table).filter(([, text]) => text.trim() === '')).toEqual([]);
  });

  it('name the same values as English', () => {
    for (const [key, text] of Object.entries(table)) {
      expect(placeholders(text), key).toEqual(placeholders(english[key] ?? ''));
    }
  });

  it('MIN-08 name the post, the judgments and what the rules found each by another heading', () => {
    const headings = ['post.title', 'decided.history', 'reveal.title'].map((key) => table[key]);
    expect(headings).not.toContain(undefined);
    expect(new Set(headings).size).toBe(3);
  });

  it('have words for every outcome, reason and category', () => {
    const wanted = [
      ...Object.keys(REASONS).map((outcome) => `outcome.${outcome}`),
      ...Object.values(REASONS)
        .flat()
        .map((reason) => `reason.${reason}`),
      ...CATEGORIES.map((category) => `category.${category}`),
    ];
    expect(wanted.filter((key) => !Object.hasOwn(table, key))).toEqual([]);
  });

  it('offer no enforcement in the protection lane', () => {
    expect(Object.hasOwn(table, 'outcome.protect-lane.offer')).toBe(false);
  });
});

describe('fill', () => {
  it('isolates values where directions can mix, and only there', () => {
    expect(fill('counts {weight}', { weight: '+3' })).toBe('counts +3');
    expect(fill('يُحسب {weight}.', { weight: '+3' })).toBe('يُحسب \u2068+3\u2069.');
    expect(fill('Post from {source}', { source: 'سوق' })).toBe('Post from \u2068سوق\u2069');
  });

  it('leaves a name without a value in sight', () => {
    expect(fill('{count} posts', {})).toBe('{count} posts');
  });
});
