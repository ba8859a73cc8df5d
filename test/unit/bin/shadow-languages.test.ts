import { describe, expect, it } from 'vitest';
import { unlistedLanguages } from '../../../bin/cli/shadow-languages.ts';
import { shippedRules } from '../rules/shipped-packs.ts';

describe('languages in shadow', () => {
  it('are told of where no pack lists them: a slip in a name would keep nothing in shadow', async () => {
    const rules = await shippedRules();
    expect(unlistedLanguages(rules, ['ti', 'hi-Latn', 'prs'])).toEqual([]);
    expect(unlistedLanguages(rules, ['ti', 'tig', 'hi-latn'])).toEqual(['tig', 'hi-latn']);
  }, 120_000);
});
