import { describe, expect, it } from 'vitest';
import { Judgment, REASONS } from '../../../queue/contracts/decision.ts';
import { categoryOfAuthor } from '../../../queue/contracts/person.ts';
import { OFFER } from '../../support/judgments.ts';

describe('an offer', () => {
  it('may look for carriers, which is another reason than to look for customers, and no reason for anything else', () => {
    const judged = (outcome: keyof typeof REASONS) =>
      Judgment.safeParse({ ...OFFER, outcome, reason: 'recruits_carriers' }).success;
    expect(judged('offer')).toBe(true);
    expect((['not_offer', 'protect', 'unresolved'] as const).filter(judged)).toEqual([]);
    expect(REASONS.offer).toContain('recruits_customers');
    expect(categoryOfAuthor('offer', 'recruits_carriers')).toBe('suspected-offeror');
  });
});
